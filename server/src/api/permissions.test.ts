import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Endpoint } from "./define-endpoint.ts";
import { operations } from "./endpoints.ts";
import type { TestApp } from "./testing-app.ts";
import { startApp } from "./testing-app.ts";

/** Parameters that name the tenant; anything else is something that need not exist. */
const tenant: Readonly<Record<string, string>> = { organization: "acme", project: "web", team: "acme" };
const pathOf = (endpoint: Endpoint): string => endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => tenant[name] ?? "1");
const guarded = Object.entries(operations).filter(([, endpoint]) => endpoint.auth !== "public");
const scoped = guarded.filter(([, endpoint]) => endpoint.scopes.length > 0 && endpoint.auth === "token");
const tenants = guarded.filter(([, endpoint]) => endpoint.path.includes("{organization}"));

describe("every endpoint", () => {
  let app: TestApp;
  let tokens: Readonly<Record<"powerless" | "stranger" | "foreignMember", string>>;

  beforeAll(async () => {
    app = await startApp();
    const acme = await app.organization("Acme");
    await app.project(acme, "Web");
    const other = await app.organization("Other");
    const { user } = await app.user("member@other.example", { organization: other, role: "owner" });
    tokens = { powerless: await app.token(acme, []), stranger: await app.token(other), foreignMember: await app.userToken(user.id) };
  });
  afterAll(() => app.close());

  const ask = async ({ method, path, ...endpoint }: Endpoint, token?: string) => {
    const { status, json, headers } = await app.send(pathOf({ method, path, ...endpoint }), {
      method: method.toUpperCase(),
      ...(token === undefined ? {} : { token }),
    });
    return { status, json, type: headers.get("content-type")?.split(";")[0] };
  };

  it.each(guarded)("%s answers 401 without credentials and with a wrong token", async (_, endpoint) => {
    // A session-only change is refused for its missing CSRF header before anybody asks who sent it.
    const expected = endpoint.internal === true && endpoint.method !== "get" ? 403 : 401;
    expect(await ask(endpoint)).toMatchObject({ status: expected, json: { detail: expect.any(String) as unknown }, type: "application/json" });
    expect(await ask(endpoint, `sntryu_${"0".repeat(64)}`)).toEqual({ status: 401, json: { detail: "Invalid token" }, type: "application/json" });
  });

  it.each(scoped)("%s answers 403 without one of its scopes, and names them", async (_, endpoint) => {
    const { status, json } = await ask(endpoint, tokens.powerless);
    expect([status, json]).toEqual([403, { detail: `You do not have permission to perform this action: it needs the scope ${endpoint.scopes.join(" or ")}.` }]);
  });

  it.each(tenants.filter(([, { auth }]) => auth === "token"))("%s answers 404 to another organization's token", async (_, endpoint) => {
    expect(await ask(endpoint, tokens.stranger)).toMatchObject({ status: 404, json: { detail: "The requested resource does not exist" } });
  });

  it.each(tenants.filter(([, { auth }]) => auth !== "session"))("%s answers 404 to members of other organizations", async (_, endpoint) => {
    expect(await ask(endpoint, tokens.foreignMember)).toMatchObject({ status: 404, json: { detail: "The requested resource does not exist" } });
  });

  it.each(guarded.filter(([, { auth }]) => auth !== "token"))("%s takes no organization token", async (_, endpoint) => {
    expect((await ask(endpoint, tokens.stranger)).status).toBe(403);
  });

  it("declares scopes wherever a tenant is named", () => {
    expect(tenants.filter(([, { scopes }]) => scopes.length === 0).map(([name]) => name)).toEqual([]);
  });
});
