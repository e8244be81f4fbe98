import { expect, it } from "vitest";
import { isScope, roleScopes, scopes, withImplied } from "./scopes.ts";

it("lets higher scopes include lower ones of the same family only", () => {
  expect([...withImplied(["project:admin"])].sort((a, b) => (a < b ? -1 : 1))).toEqual(["project:admin", "project:read", "project:write"]);
  expect([...withImplied(["event:write", "org:ci"])].sort((a, b) => (a < b ? -1 : 1))).toEqual(["event:read", "event:write", "org:ci"]);
  expect([...withImplied(["nonsense", "org:", ":read", "nonsense:admin"])]).toEqual([]);
});

it("gives each role all that the one below has, and the owner everything", () => {
  const { member, admin, manager, owner } = roleScopes;
  expect(member.has("event:admin")).toBe(true);
  expect(member.has("project:write")).toBe(false);
  for (const [lower, higher] of [
    [member, admin],
    [admin, manager],
    [manager, owner],
  ] as const)
    expect([...lower].filter((scope) => !higher.has(scope))).toEqual([]);
  expect(scopes.filter((scope) => !owner.has(scope))).toEqual([]);
});

it("knows every scope by name", () => {
  expect(scopes.every(isScope)).toBe(true);
  expect(isScope("project:everything")).toBe(false);
});
