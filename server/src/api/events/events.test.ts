import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { seededApi, type SeededApi, type SeedEvent } from "../../../test/seeded-api.ts";
import { eventDetailShape, eventLiteShape } from "./event-shape.ts";

const now = Date.UTC(2026, 9, 1, 12, 30);
const minute = 60_000;
const idOf = (n: number) => n.toString(16).padStart(32, "0");

const rich = {
  platform: "python",
  level: "fatal",
  release: "shop@1.0.0",
  dist: "7",
  environment: "production",
  transaction: "checkout",
  server_name: "web-1",
  logentry: { message: "cart %s failed", params: ["7"], formatted: "cart 7 failed" },
  exception: {
    values: [
      { type: "KeyError", value: "'sku'" },
      {
        type: "CartError",
        value: "no sku",
        module: "shop.cart",
        mechanism: { type: "django", handled: false, data: { view: "cart" } },
        stacktrace: {
          frames: [
            { filename: "django/core.py", function: "handle", in_app: false, lineno: 1 },
            {
              filename: "shop/cart.py",
              abs_path: "/srv/shop/cart.py",
              function: "add",
              in_app: true,
              lineno: 12,
              colno: 3,
              pre_context: ["a", "b"],
              context_line: "raise",
              post_context: ["c"],
              vars: { sku: "7" },
            },
          ],
        },
      },
    ],
  },
  breadcrumbs: { values: [{ timestamp: now / 1000 - 1, category: "query", message: "select 1", level: "info", data: { rows: 1 } }] },
  request: { url: "/cart?x=1", method: "post", headers: { Host: "shop.example", "User-Agent": "curl/8" }, data: { sku: "7" } },
  user: { id: "42", email: "ann@example.com", plan: "pro" },
  contexts: { trace: { trace_id: "4c79f60c11214eb38604f4ae0781bfb2", span_id: "fa90fdead5f74052" }, runtime: { name: "CPython", version: "3.13.1" } },
  extra: { cart: [1, 2] },
  modules: { django: "5.2" },
  sdk: { name: "sentry.python.django", version: "2.68.0" },
  tags: { plan: "pro", region: "eu" },
  nonsense: true,
};

const html = "<script>alert(1)</script>";
let api: SeededApi;
let plain: SeedEvent[];

beforeAll(async () => {
  api = await seededApi(now);
  const { shop, blog } = api.ids;
  const message = (n: number, at: number, more: Readonly<Record<string, unknown>> = {}): SeedEvent => ({
    project: shop,
    id: idOf(n),
    at,
    payload: { message: "disk full", level: "warning", ...more },
  });
  // Three of one moment, so that only the id tells them apart.
  plain = [
    message(1, now - 9 * minute, { environment: "staging" }),
    message(2, now - 5 * minute),
    message(3, now - 5 * minute, { environment: "staging" }),
    message(4, now - 5 * minute),
    message(5, now - minute),
  ];
  await api.ingest([
    ...plain,
    {
      project: shop,
      id: idOf(255),
      at: now,
      payload: rich,
      attachments: [
        { type: "attachment", payload: html, headers: { filename: 'pa"ge\r\nX.html', content_type: "text/html" } },
        { type: "attachment", payload: "log line", headers: { filename: "app.log", content_type: "text/plain" } },
      ],
    },
    { project: blog, id: idOf(300), at: now, payload: { message: "elsewhere" } },
  ]);
  // The same event again: kept once, and its fate says so.
  await api.ingest([{ project: shop, id: idOf(255), at: now, payload: rich }]);
});
afterAll(() => api.close());

const eventPath = `/projects/acme/shop/events/${idOf(255)}/`;
const detail = async (address: string) => eventDetailShape.parse((await api.get(address)).json);
const issueOf = async (id: string) => String((await detail(`/projects/acme/shop/events/${id}/`)).groupID);

/** `required` of the published document's project event. */
const published =
  "_meta context contexts dateReceived dist entries errors eventID groupID id location message metadata nextEventID occurrence packages platform previousEventID projectID release resolvedWith sdk sdkUpdates size tags title type user userReport";

describe("an event", () => {
  test("has every key of the published document, and objects where clients refuse null", async () => {
    const event = await detail(eventPath);
    expect(published.split(" ").filter((key) => !(key in event))).toEqual([]);
    const bare = await detail(`/projects/acme/shop/events/${idOf(1)}/`);
    expect(bare).toMatchObject({ contexts: {}, context: {}, packages: {}, culprit: "", dateCreated: new Date(now - 9 * minute).toISOString() });
  });

  test("shows what was sent", async () => {
    expect(await detail(eventPath)).toMatchObject({
      id: idOf(255),
      title: "CartError: no sku",
      type: "error",
      culprit: "checkout",
      location: "shop/cart.py",
      dist: "7",
      platform: "python",
      metadata: { type: "CartError", value: "no sku", filename: "shop/cart.py", function: "add" },
      user: { id: "42", email: "ann@example.com", data: { plan: "pro" }, ip_address: null },
      contexts: { trace: { trace_id: "4c79f60c11214eb38604f4ae0781bfb2" }, runtime: { name: "CPython" } },
      context: { cart: [1, 2] },
      packages: { django: "5.2" },
      sdk: { name: "sentry.python.django", version: "2.68.0" },
      release: { version: "shop@1.0.0", projects: [{ slug: "shop" }] },
      errors: [{ type: "invalid_attribute", message: "Discarded unknown attribute", data: { name: "nonsense" } }],
      fingerprints: expect.arrayContaining([expect.stringMatching(/^[0-9a-f]{32}$/)]),
      groupingConfig: { id: "newstyle:2026-01-20" },
      nextEventID: null,
      previousEventID: null,
    });
  });

  test("has its parts as entries in the order of the page", async () => {
    const { entries } = await detail(eventPath);
    expect(entries.map((entry) => entry.type)).toEqual(["exception", "message", "breadcrumbs", "request"]);
    expect(entries[0]?.data).toMatchObject({
      hasSystemFrames: true,
      excOmitted: null,
      values: [
        { type: "KeyError", stacktrace: null, mechanism: null },
        {
          type: "CartError",
          module: "shop.cart",
          mechanism: { type: "django", handled: false, data: { view: "cart" } },
          stacktrace: {
            hasSystemFrames: true,
            framesOmitted: null,
            frames: [
              { filename: "django/core.py", inApp: false, context: [] },
              {
                filename: "shop/cart.py",
                absPath: "/srv/shop/cart.py",
                inApp: true,
                lineNo: 12,
                colNo: 3,
                vars: { sku: "7" },
                context: [
                  [10, "a"],
                  [11, "b"],
                  [12, "raise"],
                  [13, "c"],
                ],
              },
            ],
          },
        },
      ],
    });
    expect(entries[1]?.data).toEqual({ formatted: "cart 7 failed", message: "cart %s failed", params: ["7"] });
    expect(entries[2]?.data).toMatchObject({
      values: [{ timestamp: new Date(now - 1000).toISOString(), type: "default", category: "query", message: "select 1", level: "info", data: { rows: 1 } }],
    });
    expect(entries[3]?.data).toMatchObject({
      url: "http://shop.example/cart",
      method: "POST",
      query: [["x", "1"]],
      headers: [
        ["Host", "shop.example"],
        ["User-Agent", "curl/8"],
      ],
      data: { sku: "7" },
    });
  });

  test("has its tags sorted, with a search for those that are fields", async () => {
    const { tags } = await detail(eventPath);
    expect(tags.map((tag) => tag.key)).toEqual(tags.map((tag) => tag.key).toSorted());
    expect(tags).toEqual(
      expect.arrayContaining([
        { key: "region", value: "eu" },
        { key: "release", value: "shop@1.0.0", query: 'release:"shop@1.0.0"' },
        { key: "user", value: "id:42", query: 'user.id:"42"' },
      ]),
    );
  });

  test("can be had as it is stored, by project and by organization, with dashes in its id", async () => {
    const dashed = idOf(255).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
    for (const address of [`${eventPath}json/`, `/organizations/acme/events/${dashed}/json/`]) {
      expect((await api.get(address)).json).toMatchObject({
        event_id: idOf(255),
        platform: "python",
        timestamp: now / 1000,
        datetime: new Date(now).toISOString(),
        exception: { values: [{ type: "KeyError" }, { type: "CartError" }] },
        tags: expect.arrayContaining([["region", "eu"]]),
      });
    }
  });

  test("explains its grouping with the hashes it was grouped by", async () => {
    const { json } = await api.get(`${eventPath}grouping-info/`);
    const { fingerprints, groupID } = await detail(eventPath);
    expect(json).toMatchObject({ version: "newstyle:2026-01-20", hashes: fingerprints });
    expect((await api.get(`/organizations/acme/issues/${groupID}/hashes/`)).json).toEqual(
      fingerprints.map((id) => expect.objectContaining({ id, mergedBySeer: false })),
    );
  });
});

describe("events of an issue", () => {
  test("latest, oldest, recommended, by id; neighbours", async () => {
    const issue = await issueOf(idOf(1));
    const path = `/organizations/acme/issues/${issue}/events/`;
    expect((await detail(`${path}latest/`)).id).toBe(idOf(5));
    expect((await detail(`${path}oldest/`)).id).toBe(idOf(1));
    expect((await detail(`${path}recommended/`)).id).toBe(idOf(5));
    expect(await detail(`${path}${idOf(3)}/`)).toMatchObject({ previousEventID: idOf(2), nextEventID: idOf(4) });
    expect(await detail(`${path}${idOf(3)}/?environment=staging`)).toMatchObject({ previousEventID: idOf(1), nextEventID: null });
    expect((await detail(`${path}latest/?environment=staging`)).id).toBe(idOf(3));
    expect((await detail(`/issues/SHOP-1/events/latest/`)).id).toBe(idOf(5));
    expect((await api.get(`${path}${idOf(255)}/`)).status).toBe(404);
    expect((await api.get(`${path}soon/`)).status).toBe(404);
  });

  test.each([
    ["", [5, 4, 3, 2, 1]],
    ["sort=timestamp", [1, 2, 3, 4, 5]],
    ["environment=staging", [3, 1]],
    [`query=environment:staging OR id:${idOf(5)}`, [5, 3, 1]],
    ["query=disk", [5, 4, 3, 2, 1]],
    ["query=memory", []],
    ["start=2026-10-01T12:24:00&end=2026-10-01T12:26:00", [4, 3, 2]],
  ])("%s in pages of one and two, there and back", async (query, expected) => {
    const path = `/organizations/acme/issues/${await issueOf(idOf(1))}/events/`;
    for (const size of [1, 2]) {
      const seen: string[] = [];
      const back: string[] = [];
      let cursor = "";
      let before = { cursor: "", results: false };
      for (;;) {
        const answer = await api.get(`${path}?${query}&per_page=${size}&cursor=${cursor}`);
        seen.push(
          ...z
            .array(eventLiteShape)
            .parse(answer.json)
            .map((event) => event.eventID),
        );
        before = linkTo("previous", answer.headers);
        const next = linkTo("next", answer.headers);
        if (!next.results) break;
        cursor = next.cursor;
      }
      const lastPage = seen.length % size || Math.min(size, seen.length);
      while (before.results) {
        const answer = await api.get(`${path}?${query}&per_page=${size}&cursor=${before.cursor}`);
        back.unshift(
          ...z
            .array(eventLiteShape)
            .parse(answer.json)
            .map((event) => event.eventID),
        );
        before = linkTo("previous", answer.headers);
      }
      expect(seen).toEqual(expected.map(idOf));
      expect(back).toEqual(seen.slice(0, seen.length - lastPage));
    }
  });

  test("lists are light, or full on demand", async () => {
    const [light] = z.array(eventLiteShape).parse((await api.get("/projects/acme/shop/events/?per_page=1")).json);
    expect(light).toMatchObject({ eventID: idOf(255), "event.type": "error", title: "CartError: no sku", crashFile: null });
    expect((await api.get("/projects/acme/shop/events/?per_page=1&full=1")).json).toMatchObject([
      { id: idOf(255), entries: [{ type: "exception" }, {}, {}, {}] },
    ]);
    expect((await api.get("/projects/acme/shop/events/?query=(a:1")).status).toBe(400);
  });

  test("an event id finds project and issue", async () => {
    expect((await api.get(`/organizations/acme/eventids/${idOf(300)}/`)).json).toMatchObject({
      organizationSlug: "acme",
      projectSlug: "blog",
      eventId: idOf(300),
      event: { title: "elsewhere" },
    });
  });
});

describe("tags", () => {
  test("of an issue, with shares", async () => {
    const path = `/organizations/acme/issues/${await issueOf(idOf(1))}/tags/`;
    expect((await api.get(path)).json).toMatchObject([
      {
        key: "environment",
        totalValues: 2,
        uniqueValues: 1,
        topValues: [{ value: "staging", count: 2, firstSeen: new Date(now - 9 * minute).toISOString(), lastSeen: new Date(now - 5 * minute).toISOString() }],
      },
      { key: "level", totalValues: 5, topValues: [{ value: "warning", count: 5 }] },
    ]);
    expect((await api.get(`${path}level/`)).json).toMatchObject({ key: "level", totalValues: 5 });
    expect((await api.get(`${path}nothing/`)).status).toBe(404);
    expect((await api.get(`${path}environment/values/`)).json).toMatchObject([{ key: "environment", name: "staging", count: 2 }]);
  });

  test("of an organization", async () => {
    const { json } = await api.get("/organizations/acme/tags/");
    expect(json).toEqual(
      expect.arrayContaining([
        { key: "level", name: "level", totalValues: 7 },
        { key: "region", name: "region", totalValues: 1 },
      ]),
    );
    expect((await api.get("/organizations/acme/tags/level/values/?project=shop")).json).toMatchObject([
      { value: "warning", count: 5 },
      { value: "fatal", count: 1 },
    ]);
  });
});

describe("attachments", () => {
  test("are listed and downloaded, never rendered", async () => {
    const { json } = await api.get(`${eventPath}attachments/`);
    const files = z.array(z.object({ id: z.string(), name: z.string(), mimetype: z.string(), size: z.int(), sha1: z.string().length(40) })).parse(json);
    expect(files.map(({ mimetype, size }) => [mimetype, size])).toEqual([
      ["text/html", html.length],
      ["text/plain", 8],
    ]);
    const [page, log] = files;
    const download = await api.request("GET", `${eventPath}attachments/${page?.id}/?download=1`);
    expect(await download.text()).toBe(html);
    expect(Object.fromEntries(download.headers)).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": expect.stringMatching(/^attachment; filename="pa_ge/),
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'",
    });
    expect((await api.request("GET", `${eventPath}attachments/${log?.id}/?download`)).headers.get("content-type")).toBe("text/plain");
    expect((await api.get(`${eventPath}attachments/${log?.id}/`)).json).toMatchObject({ name: "app.log", headers: { "Content-Type": "text/plain" } });
    expect((await api.get(`/projects/acme/shop/events/${idOf(1)}/attachments/${log?.id}/`)).status).toBe(404);
  });
});

describe("fate", () => {
  test("of a stored event and of its duplicate", async () => {
    const { json } = await api.get(`${eventPath}fate/`);
    expect(json).toMatchObject({
      eventId: idOf(255),
      stored: { shortId: "SHOP-2", attachments: 2, dateReceived: new Date(now).toISOString() },
      outcomes: expect.arrayContaining([
        expect.objectContaining({ itemType: "event", category: "error", outcome: "invalid", reason: "duplicate", quantity: 1 }),
      ]),
    });
    expect((await api.get(`/organizations/acme/outcomes/${idOf(255)}/`)).json).toEqual([json]);
    expect((await api.get("/organizations/acme/outcomes/")).json).toMatchObject([{ eventId: idOf(255), reason: "duplicate" }]);
    expect((await api.get(`/projects/acme/shop/events/${idOf(999)}/fate/`)).status).toBe(404);
  });
});

describe("statistics", () => {
  test("of a project over time", async () => {
    const sum = (json: unknown) =>
      z
        .array(z.tuple([z.number(), z.number()]))
        .parse(json)
        .reduce((all, [, count]) => all + count, 0);
    const received = await api.get("/projects/acme/shop/stats/");
    expect([sum(received.json), z.array(z.unknown()).parse(received.json).length]).toEqual([7, 25]);
    expect(sum((await api.get("/projects/acme/shop/stats/?stat=generated&resolution=1d")).json)).toBe(6);
    expect(sum((await api.get("/projects/acme/shop/stats/?stat=rejected")).json)).toBe(1);
  });

  test("of an organization by outcome and project, as whole numbers", async () => {
    const { json } = await api.get(
      "/organizations/acme/stats_v2/?groupBy=outcome&groupBy=project&field=sum(quantity)&statsPeriod=2h&interval=1h&category=error&category=default",
    );
    const { intervals, groups } = z
      .object({
        intervals: z.array(z.string()),
        groups: z.array(z.object({ by: z.unknown(), totals: z.unknown(), series: z.object({ "sum(quantity)": z.array(z.int()) }) })),
      })
      .parse(json);
    expect(groups).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ by: { outcome: "accepted", project: api.ids.shop }, totals: { "sum(quantity)": 6 } }),
        expect.objectContaining({ by: { outcome: "invalid", project: api.ids.shop }, totals: { "sum(quantity)": 1 } }),
        expect.objectContaining({ by: { outcome: "accepted", project: api.ids.blog }, totals: { "sum(quantity)": 1 } }),
      ]),
    );
    expect(groups.every((group) => group.series["sum(quantity)"].length === intervals.length)).toBe(true);
    expect((await api.get("/organizations/acme/stats_v2/?statsPeriod=9000d&interval=1h")).status).toBe(400);
  });

  test("of an organization by key, and of one reason", async () => {
    const shape = z.object({ groups: z.array(z.object({ by: z.unknown(), totals: z.record(z.string(), z.int()) })) });
    const path = "/organizations/acme/stats_v2/?field=sum(quantity)&statsPeriod=2h&groupBy=key&groupBy=reason&category=error";
    const [key] = z.array(z.object({ public: z.string() })).parse((await api.get("/projects/acme/shop/keys/")).json);
    const groups = async (more: string) => shape.parse((await api.get(path + more)).json).groups;
    expect(await groups("&reason=duplicate")).toEqual([{ by: { key: key?.public, reason: "duplicate" }, totals: { "sum(quantity)": 1 } }]);
    expect(await groups(`&key=${key?.public ?? ""}`)).toEqual(
      expect.arrayContaining([{ by: { key: key?.public, reason: null }, totals: { "sum(quantity)": 6 } }]),
    );
    expect(await groups("&key=0123456789abcdef0123456789abcdef")).toEqual([]);
  });

  test("of an organization summed up by project, also as a table", async () => {
    const { json } = await api.get("/organizations/acme/stats-summary/?field=sum(quantity)&statsPeriod=2h&project=shop&category=error");
    expect(json).toMatchObject({
      projects: [
        {
          id: String(api.ids.shop),
          slug: "shop",
          stats: [
            {
              category: "default",
              outcomes: { accepted: 5, filtered: 0, rate_limited: 0, invalid: 0, abuse: 0, client_discard: 0, cardinality_limited: 0 },
              totals: { dropped: 0, "sum(quantity)": 5 },
            },
            { category: "error", outcomes: { accepted: 1, invalid: 1 }, totals: { dropped: 1, "sum(quantity)": 2 } },
          ],
        },
      ],
    });
    const csv = await api.get("/organizations/acme/stats-summary/?field=sum(quantity)&statsPeriod=2h&project=shop&download=true");
    expect(csv.headers.get("content-type")).toMatch(/^text\/csv/);
    expect(csv.json).toContain(`${api.ids.shop},shop,error,1,0,0,1,0,0,0,1,2\r\n`);
  });
});

function linkTo(relation: "previous" | "next", headers: Headers): { readonly cursor: string; readonly results: boolean } {
  const [, results, cursor = ""] = new RegExp(`rel="${relation}"; results="(true|false)"; cursor="([^"]+)"`).exec(headers.get("link") ?? "") ?? [];
  return { cursor, results: results === "true" };
}
