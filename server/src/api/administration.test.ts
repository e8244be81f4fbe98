import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Organization } from "../stores/state/model.ts";
import type { TestApp } from "./testing-app.ts";
import { startApp } from "./testing-app.ts";

let app: TestApp;
let acme: Organization;
let token = "";

beforeAll(async () => {
  app = await startApp();
  acme = await app.organization("Acme");
  await app.organization("Other");
  token = await app.token(acme);
});
afterAll(() => app.close());

const get = (path: string) => app.send(path, { token });
const change = async (method: string, path: string, body?: unknown) => {
  const { status, json } = await app.send(path, { method, token, body });
  return [status, json] as const;
};
const slugs = (json: unknown): unknown[] =>
  Array.isArray(json) ? json.map((row: unknown) => (typeof row === "object" && row !== null && "slug" in row ? row.slug : row)) : [];

/** All rows of a list, one page at a time by the cursor attribute. */
async function walk(path: string): Promise<unknown[]> {
  const rows: unknown[] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined;) {
    const { json, headers } = await get(`${path}${path.includes("?") ? "&" : "?"}per_page=1&cursor=${cursor}`);
    rows.push(...slugs(json));
    const link = headers.get("link") ?? "";
    expect(link).toMatch(
      /^<https:\/\/errors\.example\/api\/0\/[^>]+>; rel="previous"; results="(true|false)"; cursor="[^"]+", <[^>]+>; rel="next"; results="(true|false)"; cursor="[^"]+"$/,
    );
    cursor = /rel="next"; results="true"; cursor="([^"]+)"/.exec(link)?.[1];
  }
  return rows;
}

describe("organizations", () => {
  it("are listed and shown to those who belong, by slug or id", async () => {
    expect(slugs((await get("/organizations/")).json)).toEqual(["acme"]);
    const bySlug = await get("/organizations/acme/");
    expect((await get(`/organizations/${acme.id}`)).json).toEqual(bySlug.json);
    expect(bySlug.json).toMatchObject({
      id: "1",
      links: { organizationUrl: "https://errors.example/organizations/acme/", regionUrl: "https://errors.example" },
      requireEmailVerification: false,
      teams: [{ slug: "acme" }],
      projects: [],
    });
    expect((await get("/organizations/acme/?detailed=0")).json).not.toHaveProperty("projects");
    expect((await get("/organizations/acme/region/")).json).toEqual({ name: "self-hosted", url: "https://errors.example" });
    expect((await get("/organizations/nope/")).status).toBe(404);
  });

  it("are renamed, to a free slug only", async () => {
    expect(await change("PUT", "/organizations/acme/", { name: "Acme Inc" })).toMatchObject([200, { name: "Acme Inc", slug: "acme" }]);
    expect(await change("PUT", "/organizations/acme/", { slug: "other" })).toEqual([409, { detail: "An organization with this slug already exists." }]);
    expect(await change("PUT", "/organizations/acme/", { slug: "123", name: " " })).toMatchObject([
      400,
      { slug: [expect.stringMatching(/valid slug/)], name: ["This field may not be blank."] },
    ]);
  });

  it("are made by administrators of the server alone", async () => {
    const { user } = await app.user("plain@example.com", { organization: acme, role: "owner" });
    const { user: admin } = await app.user("admin@example.com", { isAdmin: true });
    const make = async (userId: number) => app.send("/organizations/", { token: await app.userToken(userId), body: { name: "Brand New" } });
    expect((await make(user.id)).json).toEqual({ detail: "Only an administrator of this server may do that." });
    expect(await make(admin.id)).toMatchObject({ status: 201, json: { slug: "brand-new", access: expect.arrayContaining(["org:admin"]) as unknown } });
    expect((await app.send("/organizations/brand-new/teams/", { token: await app.userToken(admin.id) })).json).toMatchObject([
      { slug: "brand-new", memberCount: 1 },
    ]);
    expect((await app.send("/organizations/brand-new/members/", { token: await app.userToken(admin.id) })).json).toMatchObject([
      { email: "admin@example.com", orgRole: "owner", pending: false },
    ]);
  });
});

describe("projects", () => {
  it("are made for a team, with a slug from the name", async () => {
    expect(await change("POST", "/teams/acme/acme/projects/", { name: "Web Shop", platform: "javascript-react" })).toMatchObject([
      201,
      { id: "1", slug: "web-shop", platform: "javascript-react", team: { slug: "acme" }, firstEvent: null, latestRelease: null, environments: [] },
    ]);
    expect(await change("POST", "/organizations/acme/projects/", { name: "Web Shop" })).toMatchObject([201, { slug: "web-shop-2", platform: null }]);
    expect(await change("POST", "/teams/acme/acme/projects/", { name: "X", slug: "web-shop" })).toEqual([
      409,
      { detail: "A project with this slug already exists." },
    ]);
    expect(await change("POST", "/teams/acme/acme/projects/", {})).toEqual([400, { name: ["This field is required."] }]);
    expect(await change("POST", "/teams/acme/nope/projects/", { name: "X" })).toEqual([404, { detail: "The requested resource does not exist" }]);
    expect(await change("POST", "/teams/acme/acme/projects/", { name: "日本" })).toMatchObject([201, { slug: "project" }]);
  });

  it("are listed by page, by word and by key", async () => {
    const all = ["project", "web-shop", "web-shop-2"];
    expect(await walk("/organizations/acme/projects/")).toEqual(all);
    expect(await walk("/projects/")).toEqual(all);
    expect(await walk("/teams/acme/acme/projects/")).toEqual(all);
    expect(await walk("/organizations/acme/projects/?query=shop-2")).toEqual(["web-shop-2"]);
    expect(await walk("/organizations/acme/projects/?query=slug%3Aproject")).toEqual(["project"]);
    expect((await get("/projects/")).json).toMatchObject([{ organization: { slug: "acme" } }, {}, {}]);
  });

  it("are shown and changed by slug or id; what is left out stays", async () => {
    expect(await change("PUT", "/projects/acme/web-shop/", { resolveAge: 48, allowedDomains: ["https://shop.example"] })).toMatchObject([
      200,
      { resolveAge: 48, name: "Web Shop" },
    ]);
    expect(await change("PUT", "/projects/acme/1/", { name: "Shop", slug: "shop", highlightTags: ["user"] })).toMatchObject([
      200,
      { slug: "shop", resolveAge: 48, allowedDomains: ["https://shop.example"] },
    ]);
    expect((await get("/projects/acme/shop/")).json).toMatchObject({
      name: "Shop",
      highlightTags: ["user"],
      organization: { slug: "acme" },
      color: expect.stringMatching(/^#[0-9a-f]{6}$/) as unknown,
    });
    expect(await change("PUT", "/projects/acme/shop/", { slug: "project" })).toEqual([409, { detail: "A project with this slug already exists." }]);
    expect(await change("PUT", "/projects/acme/shop/", { resolveAge: "soon" })).toEqual([
      400,
      { resolveAge: ["Invalid input: expected number, received string"] },
    ]);
    expect((await get("/projects/other/shop/")).status).toBe(404);
    expect((await get("/projects/acme/web-shop/")).status).toBe(404);
  });

  it("switch their grouping, and the former configuration counts for a month unless something else is said", async () => {
    const [newest, former] = ["newstyle:2026-01-20", "newstyle:2023-01-11"];
    const switches: [object, string | undefined, string | null | undefined, unknown][] = [
      [{}, newest, null, 0],
      [{ groupingConfig: former }, former, newest, expect.any(Number)],
      [{ groupingConfig: former, secondaryGroupingExpiry: 2_000_000_000 }, former, newest, 2_000_000_000],
      [{ groupingConfig: newest, secondaryGroupingConfig: null }, newest, null, 0],
      [{ secondaryGroupingConfig: former, secondaryGroupingExpiry: 2_000_000_000 }, newest, former, 2_000_000_000],
    ];
    for (const [body, groupingConfig, secondaryGroupingConfig, secondaryGroupingExpiry] of switches)
      expect(await change("PUT", "/projects/acme/shop/", body)).toMatchObject([200, { groupingConfig, secondaryGroupingConfig, secondaryGroupingExpiry }]);
    expect(await change("PUT", "/projects/acme/shop/", { groupingConfig: "legacy:2019-03-12" })).toEqual([
      400,
      { groupingConfig: [expect.stringContaining(former)] },
    ]);
  });

  it("change hands between teams: 201 with the project, and 200, not 204", async () => {
    expect(await change("POST", "/organizations/acme/teams/", { name: "Back End" })).toMatchObject([201, { slug: "back-end", name: "Back End" }]);
    expect(await change("POST", "/organizations/acme/teams/", { slug: "back-end" })).toEqual([409, { detail: "A team with this slug already exists." }]);
    expect(await change("POST", "/projects/acme/shop/teams/back-end/")).toMatchObject([201, { teams: [{ slug: "acme" }, { slug: "back-end" }] }]);
    expect(await walk("/projects/acme/shop/teams/")).toEqual(["acme", "back-end"]);
    expect(await walk("/teams/acme/back-end/projects/")).toEqual(["shop"]);
    expect(await change("DELETE", "/projects/acme/shop/teams/acme/")).toMatchObject([200, { team: { slug: "back-end" } }]);
    expect(await walk("/organizations/acme/teams/")).toEqual(["acme", "back-end"]);
  });

  it("go with everything that finds them", async () => {
    expect(await change("DELETE", "/projects/acme/web-shop-2/")).toEqual([204, undefined]);
    expect((await get("/projects/acme/web-shop-2/")).status).toBe(404);
    expect(await change("DELETE", "/projects/acme/web-shop-2/")).toMatchObject([404, {}]);
  });
});

describe("keys", () => {
  it("come with every address that they open", async () => {
    const { json } = await get("/projects/acme/shop/keys/");
    const [key] = await app.stores.state.projectKeys(1);
    const own = `?sentry_key=${key?.publicKey}`;
    const at = "https://errors.example/api/1";
    expect(json).toMatchObject([
      {
        id: key?.publicKey,
        public: key?.publicKey,
        secret: key?.secretKey,
        projectId: 1,
        isActive: true,
        rateLimit: null,
        dsn: {
          public: `https://${key?.publicKey}@errors.example/1`,
          secret: `https://${key?.publicKey}:${key?.secretKey}@errors.example/1`,
          csp: `${at}/csp-report/${own}`,
          security: `${at}/security/${own}`,
          minidump: `${at}/minidump/${own}`,
          nel: `${at}/nel/${own}`,
          unreal: `${at}/unreal/${key?.publicKey}/`,
          crons: `${at}/cron/___MONITOR_SLUG___/${key?.publicKey}/`,
          integration: `${at}/integration/`,
          otlp_traces: `${at}/integration/otlp/v1/traces`,
          otlp_logs: `${at}/integration/otlp/v1/logs`,
        },
      },
    ]);
  });

  it("are made, limited, switched off and deleted", async () => {
    const [status, json] = await change("POST", "/projects/acme/shop/keys/", { name: "CI", rateLimit: { count: 100, window: 60 } });
    expect([status, json]).toMatchObject([201, { name: "CI", label: "CI", rateLimit: { count: 100, window: 60 } }]);
    const keys = await app.stores.state.projectKeys(1);
    const path = `/projects/acme/shop/keys/${keys.find(({ name }) => name === "CI")?.publicKey}/`;
    expect(await change("PUT", path, { isActive: false })).toMatchObject([200, { name: "CI", isActive: false, rateLimit: { count: 100, window: 60 } }]);
    expect(await change("PUT", path, { rateLimit: null })).toMatchObject([200, { isActive: false, rateLimit: null }]);
    expect((await get("/projects/acme/shop/keys/?status=inactive")).json).toMatchObject([{ name: "CI" }]);
    expect((await get(path)).json).toMatchObject({ name: "CI" });
    expect(await change("DELETE", path)).toEqual([204, undefined]);
    expect((await get(path)).status).toBe(404);
    expect((await get("/projects/acme/shop/keys/nonsense/")).status).toBe(404);
  });
});

describe("repositories", () => {
  it("are none, with the links of a list", async () => {
    const { status, json, headers } = await get("/organizations/acme/repos/?cursor=");
    expect([status, json, headers.get("link")]).toEqual([200, [], expect.stringContaining('rel="next"; results="false"')]);
  });
});

describe("what ingest leaves behind", () => {
  it("is told as environments and releases", async () => {
    const { writer } = app.stores;
    const at = Date.UTC(2026, 10, 21, 12);
    await writer.ingest(async (transaction) => {
      await transaction.assignIssues([
        {
          projectId: 1,
          hashes: ["a".repeat(32)],
          count: 2,
          firstSeen: at,
          lastSeen: at,
          users: [],
          environments: ["production", "staging"],
          releases: ["shop@1.0.0", `shop@${"c0ffee00".repeat(5)}`],
          anyUnhandled: false,
          latest: {
            eventId: "b".repeat(32),
            type: "error",
            level: "error",
            platform: "node",
            title: "Error",
            culprit: "",
            location: null,
            metadata: {},
            logger: null,
            receivedAt: at,
          },
        },
      ]);
      await transaction.setLogPosition(1);
    });
    expect((await get("/organizations/acme/environments/")).json).toEqual([
      { id: expect.stringMatching(/^\d+$/) as unknown, name: "production" },
      { id: expect.stringMatching(/^\d+$/) as unknown, name: "staging" },
    ]);
    expect((await get("/projects/acme/shop/environments/?visibility=all")).json).toMatchObject([{ name: "production", isHidden: false }, {}]);
    expect((await get("/projects/acme/project/environments/")).json).toEqual([]);
    expect((await get("/organizations/acme/environments/?project=project")).json).toEqual([]);
    expect((await get("/organizations/acme/environments/?project=-1")).json).toHaveLength(2);
    expect((await get("/organizations/acme/environments/?project=77")).json).toEqual({ project: ['There is no project "77" that you may see.'] });

    expect((await get("/organizations/acme/releases/?query=1.0")).json).toMatchObject([
      { version: "shop@1.0.0", shortVersion: "shop@1.0.0", versionInfo: { package: "shop", description: "1.0.0" }, projects: [{ id: 1, slug: "shop" }] },
    ]);
    expect((await get(`/organizations/acme/releases/${encodeURIComponent("shop@1.0.0")}/`)).json).toMatchObject({
      version: "shop@1.0.0",
      dateCreated: expect.stringMatching(/Z$/) as unknown,
    });
    expect((await get(`/organizations/acme/releases/shop@${"c0ffee00".repeat(5)}/`)).json).toMatchObject({
      versionInfo: { description: "c0ffee00c0ff", buildHash: "c0ffee00".repeat(5) },
    });
    expect((await get("/organizations/acme/releases/none/")).status).toBe(404);
    expect((await get("/projects/acme/shop/releases/")).json).toHaveLength(2);
    expect((await get("/projects/acme/shop/releases/shop@1.0.0/")).json).toMatchObject({ version: "shop@1.0.0", projects: [{ slug: "shop" }] });
    for (const path of ["/projects/acme/project/releases/shop@1.0.0/", "/projects/acme/shop/releases/none/"])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    expect((await get("/projects/acme/shop/")).json).toMatchObject({
      environments: ["production", "staging"],
      latestRelease: { version: expect.stringMatching(/^shop@/) as unknown },
    });
  });
});

describe("the document", () => {
  it("describes every endpoint, with types by name", async () => {
    const { json } = await app.send("/openapi.json");
    expect(json).toMatchObject({
      openapi: "3.1.0",
      servers: [{ url: "https://errors.example" }],
      paths: {
        "/api/0/projects/{organization}/{project}/keys/": {
          get: {
            operationId: "listProjectKeys",
            security: [{ token: ["project:read"] }, { session: ["project:read"] }],
            responses: { 200: { content: { "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/ProjectKey" } } } } } },
          },
        },
      },
      components: { schemas: { ProjectKey: { type: "object" } } },
    });
    const references = JSON.stringify(json).match(/#\/components\/schemas\/\w+/g) ?? [];
    for (const reference of new Set(references)) expect(json).toHaveProperty(reference.slice(2).split("/"));
  });

  it("says that the server works", async () => {
    expect((await app.send("/internal/health/")).json).toEqual({ problems: [], healthy: { StateStore: true } });
  });
});
