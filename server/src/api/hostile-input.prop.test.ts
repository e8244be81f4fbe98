import { array, asyncProperty, assert, constantFrom, dictionary, jsonValue, oneof, record, string, tuple } from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { operations } from "./endpoints.ts";
import type { TestApp } from "./testing-app.ts";
import { startApp } from "./testing-app.ts";

let app: TestApp;
let token = "";

beforeAll(async () => {
  app = await startApp();
  const acme = await app.organization("Acme");
  await app.project(acme, "Web");
  token = await app.token(acme);
});
afterAll(() => app.close());

const tenant: Readonly<Record<string, string>> = { organization: "acme", project: "web", team: "acme" };
const odd = oneof(
  constantFrom(
    "",
    "0",
    "-1",
    "1e99",
    "99999999999999999999",
    "\u0000",
    "%00",
    "..",
    "a/b",
    "'; drop table issues; --",
    "\ud800",
    "__proto__",
    "latest",
    "WEB-1",
    "a".repeat(32),
    "is:unresolved",
    "!has:x OR (y",
    "2026-13-99",
    "14d",
  ),
  string({ unit: "binary", maxLength: 40 }),
);
// Streams never end, which is their nature.
const endpoints = Object.values(operations).filter(({ path }) => !path.endsWith("/live/"));
const encode = (text: string): string => encodeURIComponent(text.toWellFormed());

it("answers anything without an error of its own, in JSON", async () => {
  const request = record({
    endpoint: constantFrom(...endpoints),
    own: array(odd, { minLength: 4, maxLength: 4 }),
    query: array(
      tuple(
        constantFrom(
          "cursor",
          "query",
          "project",
          "sort",
          "statsPeriod",
          "start",
          "end",
          "environment",
          "limit",
          "per_page",
          "field",
          "id",
          "groups",
          "interval",
          "status",
        ),
        odd,
      ),
      { maxLength: 5 },
    ),
    body: oneof(
      jsonValue(),
      dictionary(
        constantFrom(
          "name",
          "slug",
          "status",
          "statusDetails",
          "assignedTo",
          "priority",
          "rateLimit",
          "platform",
          "email",
          "password",
          "text",
          "isActive",
          "resolveAge",
          "inRelease",
          "merge",
        ),
        oneof(jsonValue(), odd),
      ),
      string(),
    ),
  });
  const property = asyncProperty(request, async ({ endpoint, own, query, body }) => {
    const free = [...own];
    const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => tenant[name] ?? encode(free.shift() ?? "1"));
    const search = query.map(([name, value]) => `${name}=${encode(value)}`).join("&");
    const withBody = endpoint.method === "post" || endpoint.method === "put" ? { body } : {};
    // `send` throws what a handler threw.
    const { status, headers, json } = await app.send(`${path}?${search}`, { method: endpoint.method.toUpperCase(), token, ...withBody });
    expect([status, status < 400 || typeof json, status < 400 || headers.get("content-type")]).toEqual([
      status,
      status < 400 || "object",
      status < 400 || "application/json",
    ]);
    // The tenant itself must survive, or everything after it proves nothing.
    if (endpoint.method === "delete" || endpoint.method === "put") await restore();
  });
  await expect(assert(property, { numRuns: 400 })).resolves.toBeUndefined();
}, 60_000);

/** Undoes renaming and deleting of what `tenant` names. */
async function restore(): Promise<void> {
  const { state, writer } = app.stores;
  const [organization] = await state.organizations();
  if (organization === undefined) throw new Error("the organization is gone");
  if (organization.slug !== tenant["organization"]) await writer.updateOrganization(organization.id, { slug: "acme" });
  if ((await state.project(organization.id, "web")) === undefined)
    await writer.createProject({ organizationId: organization.id, slug: "web", name: "Web", platform: null });
}

it.each([
  ["broken percent signs", "/organizations/%zz/%E0%A4%A/"],
  ["a long path", `/organizations/${"a/".repeat(2000)}`],
  ["many parameters", `/organizations/acme/issues/?${"project=1&".repeat(5000)}`],
])("survives %s", async (_, path) => {
  expect([200, 400, 404]).toContain((await app.send(path, { token })).status);
});

it("survives a body of nothing but brackets", async () => {
  expect((await app.send("/organizations/acme/teams/", { token, body: "[".repeat(500_000) })).status).toBe(400);
  expect((await app.send("/organizations/acme/teams/", { token, body: `${"[".repeat(100_000)}${"]".repeat(100_000)}` })).status).toBe(400);
});
