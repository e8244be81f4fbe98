import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { seededApi, type SeededApi, type SeedEvent } from "../../../test/seeded-api.ts";
import { issueShape } from "./issue-shape.ts";

const now = Date.UTC(2026, 9, 1, 12, 30);
const hour = 3_600_000;
const day = 24 * hour;
/** `required` of the published document's issue list. */
const published =
  "annotations assignedTo count culprit derivedData filtered firstSeen hasSeen id inbox integrationIssues isBookmarked isPublic isSubscribed isUnhandled issueCategory issueType lastSeen latestEventHasAttachments level lifetime logger matchingEventEnvironment matchingEventId metadata numComments owners permalink platform priority priorityLockedAt project seerAutofixLastTriggered seerExplorerAutofixLastTriggered seerFixabilityScore sentryAppIssues sessionCount shareId shortId stats status statusDetails subscriptionDetails substatus title type userCount";
const issueList = z.array(issueShape);

let api: SeededApi;
let lastId = 0;

function event(project: number, type: string, at: number, more: Readonly<Record<string, unknown>> = {}): SeedEvent {
  const id = (++lastId).toString(16).padStart(32, "0");
  const frames = [{ filename: `app/${type}.js`, function: type, in_app: true, lineno: 4 }];
  return { project, id, at, payload: { platform: "node", exception: { values: [{ type, value: `${type} went wrong`, stacktrace: { frames } }] }, ...more } };
}

beforeAll(async () => {
  api = await seededApi(now);
  const { shop, blog, spy } = api.ids;
  await api.ingest([
    event(shop, "Alpha", now - 5 * day, { environment: "production", user: { id: "1" }, tags: { browser: "Chrome" } }),
    event(shop, "Beta", now - 30 * hour, { environment: "staging", user: { id: "1" } }),
    event(shop, "Beta", now - 29 * hour, { environment: "production", user: { id: "2" }, tags: { browser: "Firefox" } }),
    event(shop, "Gamma", now - 3 * hour, { level: "warning", release: "shop@1.0.0" }),
    event(shop, "Gamma", now - 2 * hour, { level: "warning", release: "shop@2.0.0", user: { id: "3" } }),
    event(shop, "Gamma", now - 90 * 60_000, { level: "warning", user: { id: "4" } }),
    event(blog, "Delta", now - hour, { environment: "production" }),
    event(spy, "Secret", now - hour),
  ]);
});
afterAll(() => api.close());

const path = "/organizations/acme/issues/";
async function titles(query: string, address = path): Promise<readonly string[]> {
  const { status, json } = await api.get(`${address}?${query}`);
  expect(status).toBe(200);
  return issueList.parse(json).map((issue) => issue.title.replace(/:.*/, ""));
}

test("an issue has the shape of the published document, filled", async () => {
  const { json, headers } = await api.get(`${path}?query=Gamma`);
  expect(json).toMatchObject([
    {
      shortId: "SHOP-3",
      title: "Gamma: Gamma went wrong",
      permalink: expect.stringMatching(/^https:\/\/errors\.example\/organizations\/acme\/issues\/\d+\/$/),
      level: "warning",
      status: "unresolved",
      substatus: "new",
      project: { slug: "shop", id: String(api.ids.shop) },
      type: "error",
      issueCategory: "error",
      metadata: { type: "Gamma", value: "Gamma went wrong" },
      count: "3",
      userCount: 2,
      firstSeen: new Date(now - 3 * hour).toISOString(),
      lastSeen: new Date(now - 90 * 60_000).toISOString(),
      hasSeen: false,
      lifetime: { count: "3", userCount: 2 },
      filtered: null,
    },
  ]);
  expect([headers.get("x-hits"), headers.get("x-max-hits")]).toEqual(["1", "1000"]);
  expect(published.split(" ").filter((key) => !(key in (z.array(z.looseObject({})).parse(json)[0] ?? {})))).toEqual([]);
  const [issue] = issueList.parse(json);
  const stats = issue?.stats?.["24h"] ?? [];
  expect(stats).toHaveLength(24);
  expect(stats.filter(([, count]) => count > 0)).toEqual([
    [Math.floor((now - 3 * hour) / hour) * 3600, 1],
    [Math.floor((now - 2 * hour) / hour) * 3600, 1],
    [Math.floor((now - 1.5 * hour) / hour) * 3600, 1],
  ]);
});

describe("what is selected", () => {
  test.each([
    ["query=", ["Delta", "Gamma", "Beta", "Alpha"]],
    ["query=&sort=new", ["Delta", "Gamma", "Beta", "Alpha"]],
    ["query=&sort=freq", ["Gamma", "Beta", "Delta", "Alpha"]],
    ["query=&sort=user", ["Gamma", "Beta", "Alpha", "Delta"]],
    ["query=&project=shop", ["Gamma", "Beta", "Alpha"]],
    ["query=&project=-1", ["Delta", "Gamma", "Beta", "Alpha"]],
    ["query=&environment=production", ["Delta", "Beta", "Alpha"]],
    ["query=environment:production", ["Delta", "Beta", "Alpha"]],
    ["query=&environment=production&environment=staging&sort=freq", ["Beta", "Delta", "Alpha"]],
    ["query=browser:Fire*", ["Beta"]],
    ["query=!browser:Chrome", ["Delta", "Gamma", "Beta"]],
    ["query=has:browser", ["Beta", "Alpha"]],
    ["query=user.id:[1,3]", ["Gamma", "Beta", "Alpha"]],
    ["query=level:warning", ["Gamma"]],
    ["query=release:shop@1*", ["Gamma"]],
    ["query=timesSeen:>1", ["Gamma", "Beta"]],
    ["query=firstSeen:-24h", ["Delta", "Gamma"]],
    ["query=lastSeen:%2B4d", ["Alpha"]],
    ["query=issue:SHOP-1", ["Alpha"]],
    ["query=project:blog", ["Delta"]],
    ["query=!project:blog has:user", ["Gamma", "Beta", "Alpha"]],
    ["query=beta went", ["Beta"]],
    ["query=is:resolved", []],
    ["query=is:unresolved is:for_review", ["Delta", "Gamma", "Beta", "Alpha"]],
    ["query=assigned:me", []],
    ["query=&statsPeriod=24h", ["Delta", "Gamma"]],
    ["query=&statsPeriod=48h&sort=freq", ["Gamma", "Beta", "Delta"]],
    ["query=&start=2026-09-26T00:00:00&end=2026-09-30T11:00:00", ["Beta", "Alpha"]],
    ["", ["Delta", "Gamma", "Beta", "Alpha"]],
  ])("%s", async (query, expected) => {
    // Equal counts come in any order; which ones come first is the next test.
    const inOrder = (list: readonly string[]) => (/sort=(freq|user)/.test(query) ? list.toSorted() : list);
    expect(inOrder(await titles(query))).toEqual(inOrder(expected));
  });

  test("frequency and users come first where they are highest", async () => {
    expect((await titles("query=&sort=freq")).slice(0, 2)).toEqual(["Gamma", "Beta"]);
    expect((await titles("query=&sort=freq&statsPeriod=14d")).slice(0, 2)).toEqual(["Gamma", "Beta"]);
    expect((await titles("query=&sort=user&environment=production"))[0]).toMatch(/Beta|Alpha/);
  });

  test("with a filter the counts are those of the filtered events", async () => {
    const [beta] = issueList.parse((await api.get(`${path}?query=Beta environment:staging`)).json);
    expect(beta).toMatchObject({
      count: "1",
      userCount: 1,
      filtered: { count: "1" },
      lifetime: { count: "2", userCount: 2 },
      lastSeen: new Date(now - 30 * hour).toISOString(),
    });
  });

  test("the project's list shows its own, with a chart of its own", async () => {
    expect(await titles("", "/projects/acme/blog/issues/")).toEqual(["Delta"]);
    const [issue] = issueList.parse((await api.get("/projects/acme/shop/issues/?statsPeriod=14d&query=")).json);
    expect(issue?.stats?.["14d"]).toHaveLength(14);
  });

  test("an event id or a short id goes straight to its issue", async () => {
    const hit = await api.get(`${path}?query=${"3".padStart(32, "0")}`);
    expect(hit.headers.get("x-sentry-direct-hit")).toBe("1");
    expect(hit.json).toMatchObject([{ shortId: "SHOP-2" }]);
    expect((await api.get(`${path}?query=shop-2&shortIdLookup=1`)).json).toMatchObject([{ shortId: "SHOP-2" }]);
    expect(await titles(`query=${"8".padStart(32, "0")}`)).toEqual([]);
  });

  test("parts can be left out", async () => {
    const [issue] = issueList.parse((await api.get(`${path}?query=Gamma&collapse=stats&collapse=lifetime&collapse=unhandled`)).json);
    expect(issue).not.toHaveProperty("stats");
    expect(issue).not.toHaveProperty("lifetime");
    expect(issue).not.toHaveProperty("isUnhandled");
  });
});

describe("pages", () => {
  const link = /<([^>]+)>; rel="(previous|next)"; results="(true|false)"; cursor="([^"]+)"/g;
  const links = (headers: Headers) =>
    Object.fromEntries(
      [...(headers.get("link") ?? "").matchAll(link)].map(([, url, rel, results, cursor]) => [rel, { url, results: results === "true", cursor }]),
    );

  test.each(["query=", "query=&sort=freq", "query=&environment=production", "query=has:user&sort=user", "query=&statsPeriod=14d&sort=freq"])(
    "one by one, there and back: %s",
    async (query) => {
      const whole = await titles(query);
      const seen: string[] = [];
      const back: string[] = [];
      let next = "";
      let previous = "";
      do {
        const { json, headers } = await api.get(`${path}?${query}&per_page=1&cursor=${next}`);
        seen.push(...issueList.parse(json).map((issue) => issue.title.replace(/:.*/, "")));
        const { next: after, previous: before } = links(headers);
        expect(before?.results).toBe(seen.length > 1);
        expect(after?.url).toContain("https://errors.example/api/0/organizations/acme/issues/?");
        next = after?.results === true ? (after.cursor ?? "") : "";
        previous = before?.cursor ?? "";
      } while (next !== "");
      expect(seen).toEqual(whole);
      for (;;) {
        const { json, headers } = await api.get(`${path}?${query}&per_page=1&cursor=${previous}`);
        back.unshift(...issueList.parse(json).map((issue) => issue.title.replace(/:.*/, "")));
        const { previous: before, next: after } = links(headers);
        expect(after?.results).toBe(true);
        if (before?.results !== true) break;
        previous = before.cursor ?? "";
      }
      expect(back).toEqual(whole.slice(0, -1));
    },
  );

  test("10000 is as many as there may be", async () => expect(await titles("query=&limit=10000")).toHaveLength(4));
});

test.each([
  ["query=is:nonsense", 'Invalid value for "is" search'],
  ["query=foo:", "Empty string after 'foo:'"],
  ["query=a:1 OR b:2", "Boolean statements"],
  ["query=&sort=luck", "Invalid sort"],
  ["query=&statsPeriod=soon", "Invalid statsPeriod"],
  ["query=&cursor=nonsense", "Invalid cursor parameter."],
])("%s is refused with a reason", async (query, reason) => {
  const { status, json } = await api.get(`${path}?${query}`);
  expect(status).toBe(400);
  expect(JSON.stringify(json)).toContain(reason.replaceAll('"', String.raw`\"`));
});

test("nobody else's issues, by no way", async () => {
  expect((await api.get("/organizations/rival/issues/")).status).toBe(404);
  expect((await api.get(path, api.tokens.eve)).status).toBe(404);
  expect((await api.get(`${path}?project=${api.ids.spy}`)).status).toBe(400);
  const [secret] = issueList.parse((await api.get("/organizations/rival/issues/?query=", api.tokens.eve)).json);
  for (const address of [
    `/organizations/acme/issues/${secret?.id}/`,
    `/issues/${secret?.id}/`,
    "/organizations/acme/issues/SPY-1/",
    "/organizations/acme/shortids/SPY-1/",
    `/organizations/acme/eventids/${"8".padStart(32, "0")}/`,
    `/projects/acme/shop/events/${"8".padStart(32, "0")}/`,
    `/projects/acme/shop/events/${"8".padStart(32, "0")}/fate/`,
    `/organizations/acme/outcomes/${"8".padStart(32, "0")}/`,
  ]) {
    expect([address, (await api.get(address)).status]).toEqual([address, 404]);
  }
  expect((await api.get("/organizations/acme/shortids/shop-1/")).json).toMatchObject({
    projectSlug: "shop",
    shortId: "SHOP-1",
    group: { title: "Alpha: Alpha went wrong" },
  });
});

test("periods of ten thousand years cost nothing", async () => {
  const long = "statsPeriod=999999999w&groupStatsPeriod=auto";
  const [issue] = issueList.parse((await api.get(`${path}?query=Gamma&${long}`)).json);
  expect(issue?.stats?.["auto"]?.length).toBeLessThan(1000);
  expect((await api.get(`${path}?query=&start=0001-01-01&end=9999-12-31&groupStatsPeriod=auto`)).status).toBe(200);
});

test("counts of several queries, and the chart of one issue", async () => {
  const counts = await api.get("/organizations/acme/issues-count/?query=is:unresolved&query=is:resolved&query=level:warning");
  expect(counts.json).toEqual({ "is:unresolved": 4, "is:resolved": 0, "level:warning": 1 });
  const [gamma] = issueList.parse((await api.get(`${path}?query=Gamma`)).json);
  const { json } = await api.get(`/organizations/acme/issues-stats/?groups=${gamma?.id}&statsPeriod=24h`);
  expect(json).toMatchObject([{ id: gamma?.id, count: "3", userCount: 2 }]);
});
