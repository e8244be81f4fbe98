import { deflateSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seededApi, type SeededApi } from "../../../test/seeded-api.ts";
import { pick } from "../../../test/json-path.ts";
import type { TestItem } from "../../pipeline/record-kit.ts";

// Midnight lies between the second and the third segment of the first replay.
const midnight = Date.UTC(2026, 9, 2);
const now = midnight + 3_600_000;
const id = (n: number): string => n.toString(16).padStart(32, "0");
const path = `/projects/acme/shop/replays/${id(1)}/`;
let api: SeededApi;

interface Segment {
  readonly replay: number;
  readonly segment: number;
  readonly end: number;
  readonly urls?: readonly string[];
  readonly more?: Readonly<Record<string, unknown>>;
  readonly rrweb?: readonly unknown[];
  readonly plain?: boolean;
}

function items({ replay, segment, end, urls = [], more = {}, rrweb = [], plain = false }: Segment): readonly TestItem[] {
  const event = {
    type: "replay_event",
    replay_id: id(replay),
    segment_id: segment,
    timestamp: end / 1000,
    replay_start_timestamp: (midnight - 20_000) / 1000,
    urls,
    error_ids: [],
    trace_ids: [],
    replay_type: "session",
    platform: "javascript",
    release: "shop@1",
    environment: "prod",
    ...more,
  };
  const json = JSON.stringify(rrweb);
  const header = Buffer.from(`${JSON.stringify({ segment_id: segment })}\n`);
  const payload = Buffer.concat([header, plain ? Buffer.from(json) : deflateSync(json)]);
  return [
    { type: "replay_event", payload: event },
    { type: "replay_recording", payload, headers: { length: payload.length } },
  ];
}

const frame = (type: number, at: number, more: object = {}) => ({ type, timestamp: at, data: {}, ...more });
const deadClick = { tag: "breadcrumb", payload: { category: "ui.slowClickDetected", data: { endReason: "timeout", timeAfterClickMs: 8000, clickCount: 6 } } };
const first = [frame(4, midnight - 20_000), frame(2, midnight - 19_999), frame(5, midnight - 15_000, { data: deadClick })];
const second = [frame(3, midnight - 9000)];
const third = [frame(3, midnight + 4000, { text: 'a ] , } \\ " b' })];

beforeAll(async () => {
  api = await seededApi(now);
  const { shop, spy } = api.ids;
  const send = (project: number, segment: Segment) => ({ project, id: id(segment.replay), at: segment.end, items: items(segment) });
  const user = { user: { id: "7", email: "ann@example.com" }, tags: { plan: "pro" } };
  const request = { request: { headers: { "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" } } };
  await api.ingestEnvelopes([
    // The last one first, the first one last, one of them twice.
    send(shop, { replay: 1, segment: 2, end: midnight + 5000, urls: ["https://shop.example/pay"], more: { ...user, error_ids: [id(900)] }, rrweb: third }),
    send(shop, { replay: 1, segment: 1, end: midnight - 5000, urls: ["https://shop.example/cart"], rrweb: second, plain: true }),
    send(shop, { replay: 1, segment: 1, end: midnight + 6000, urls: ["https://twice.example/"], rrweb: [frame(3, 1)] }),
    send(shop, { replay: 1, segment: 0, end: midnight - 12_000, urls: ["https://shop.example/"], more: { ...request, trace_ids: [id(77)] }, rrweb: first }),
    send(shop, { replay: 2, segment: 0, end: midnight + 60_000, urls: ["https://shop.example/help"], more: { environment: "staging" } }),
    send(spy, { replay: 3, segment: 0, end: midnight + 60_000 }),
  ]);
  await api.ingest([{ project: shop, id: id(900), at: midnight, payload: { message: "boom", contexts: { replay: { replay_id: id(1) } } } }]);
});
afterAll(() => api.close());

const listed = async (query: string): Promise<unknown> => {
  const data: unknown = pick((await api.get(`/organizations/acme/replays/?${query}`)).json, "data");
  return Array.isArray(data) ? data.map((replay) => pick(replay, "id")) : data;
};

test("a replay is put together from segments that came late, twice and out of order, on both sides of midnight", async () => {
  const { status, json } = await api.get(`/organizations/acme/replays/${id(1)}/`);
  expect(status).toBe(200);
  expect(pick(json, "data")).toMatchObject({
    id: id(1),
    project_id: String(api.ids.shop),
    replay_type: "session",
    environment: "prod",
    releases: ["shop@1"],
    platform: "javascript",
    started_at: new Date(midnight - 20_000).toISOString(),
    finished_at: new Date(midnight + 5000).toISOString(),
    duration: 25,
    count_segments: 3,
    urls: ["https://shop.example/", "https://shop.example/cart", "https://shop.example/pay"],
    error_ids: [id(900)],
    trace_ids: [id(77)],
    count_errors: 1,
    count_urls: 3,
    count_dead_clicks: 1,
    count_rage_clicks: 1,
    activity: 4,
    user: { id: "7", email: "ann@example.com", display_name: "ann@example.com" },
    browser: { name: "Firefox", version: "140.0" },
    os: { name: "Linux" },
    tags: { plan: ["pro"] },
  });
});

test("its recording comes in the order of the segments, byte for byte, in pages", async () => {
  const all = await api.get(`${path}recording-segments/?download=true`);
  expect(all.json).toEqual([first, second, third]);
  const page = await api.get(`${path}recording-segments/?per_page=2`);
  expect(page.json).toEqual([first, second]);
  const cursor = /rel="next"; results="true"; cursor="([^"]+)"/.exec(page.headers.get("link") ?? "")?.[1];
  const rest = await api.get(`${path}recording-segments/?per_page=2&cursor=${cursor}`);
  expect(rest.json).toEqual([third]);
  expect(rest.headers.get("link")).toContain('rel="next"; results="false"');
  expect((await api.get(`${path}recording-segments/1/`)).json).toMatchObject({ data: { segmentId: 1, replayId: id(1) } });
  expect((await api.get(`${path}recording-segments/1/?download=true`)).json).toEqual(second);
  expect((await api.get(`${path}recording-segments/9/`)).status).toBe(404);
});

test("replays are found by what they say, and never those of others", async () => {
  expect(await listed("")).toEqual([id(1), id(2)]);
  expect(await listed("sort=-finished_at")).toEqual([id(2), id(1)]);
  expect(await listed("environment=staging")).toEqual([id(2)]);
  for (const query of [
    "user.email:ann@*",
    "url:*/cart",
    "count_errors:>0",
    "duration:25",
    "browser.name:Firefox",
    "plan:pro",
    "!environment:staging",
    "pay",
    "(id:x OR os.name:Linux) count_rage_clicks:>=1",
    `trace:${id(77)}`,
  ])
    expect([query, await listed(`query=${encodeURIComponent(query)}`)]).toEqual([query, [id(1)]]);
  expect((await api.get("/organizations/acme/replays/?query=duration:x")).status).toBe(400);
  expect((await api.get("/organizations/acme/replays/?sort=nothing")).status).toBe(400);
  expect((await api.get(`/organizations/acme/replays/${id(3)}/`)).status).toBe(404);
  expect((await api.get("/organizations/acme/replays/nonsense/")).status).toBe(404);
});

test("an issue tells how many replays show it", async () => {
  const issue = pick((await api.get(`/projects/acme/shop/events/${id(900)}/`)).json, "groupID");
  const query = (text: string) => `/organizations/acme/replay-count/?query=${encodeURIComponent(text)}`;
  expect((await api.get(query(`issue.id:[${String(issue)},999]`))).json).toEqual({ [String(issue)]: 1 });
  expect((await api.get(`${query(`issue.id:${String(issue)}`)}&returnIds=true`)).json).toEqual({ [String(issue)]: [id(1)] });
  expect((await api.get(query(`replay_id:[${id(2)},${id(3)}]`))).json).toEqual({ [id(2)]: 1 });
  expect((await api.get(query("level:error"))).status).toBe(400);
});

test("a deleted replay is gone, and no other", async () => {
  expect((await api.call("DELETE", path, { token: api.tokens.reader })).status).toBe(403);
  expect((await api.call("DELETE", path)).status).toBe(204);
  await api.runJobs();
  expect((await api.get(`/organizations/acme/replays/${id(1)}/`)).status).toBe(404);
  expect((await api.get(`${path}recording-segments/`)).status).toBe(404);
  expect(await listed("")).toEqual([id(2)]);
});
