import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { seededApi } from "../../test/seeded-api.ts";
import { listAt, pick, textAt } from "../../test/json-path.ts";
import { KEY, keyAccess, startIngest, type Answer, type IngestServer } from "./testing.ts";

// The rows of protocol.md §20 that are no other test's: from the request to what the REST API answers, without a process between.

const now = Date.UTC(2026, 9, 20, 12);
const seconds = now / 1000;
const hour = 3600;
const day = 24 * hour;

let api: Awaited<ReturnType<typeof seededApi>>;
let server: IngestServer;
beforeAll(async () => {
  api = await seededApi(now);
  server = await startIngest({ clock: api.stores.clock });
});
afterEach(() => server.keys.set(KEY, keyAccess({ projectId: api.ids.shop }, { id: 1 })));
afterAll(async () => {
  await server.stop();
  await api.close();
});

const newId = (): string => randomUUID().replaceAll("-", "");
const joined = (lines: readonly (string | object)[]): string => lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");

/** Sends to our project and commits what the log got of it. */
async function send(body: string | Uint8Array, target = "envelope/", headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  server.keys.set(KEY, keyAccess({ projectId: api.ids.shop }, { id: 1 }));
  server.ingest.invalidateKeys();
  const answer = await server.send(`/api/${api.ids.shop}/${target}?sentry_key=${KEY}`, { body, headers });
  for (const { meta, body: kept } of server.records()) await api.ingestRecord(meta, kept);
  return answer;
}

const envelope = (...lines: readonly (string | object)[]): Promise<Answer> => send(joined(lines));
const detail = async (id: string): Promise<unknown> => (await api.get(`/projects/acme/shop/events/${id}/`)).json;
const files = async (id: string): Promise<readonly unknown[]> => listAt((await api.get(`/projects/acme/shop/events/${id}/attachments/`)).json);
const outcomes = async (id: string): Promise<readonly unknown[]> =>
  listAt((await api.get(`/organizations/acme/outcomes/${id}/`)).json).flatMap((found) => listAt(found, "outcomes"));

/** An event, as it is shown. */
async function shown(payload: object, header: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const id = newId();
  const { status } = await send(joined([{ event_id: id, ...header }, { type: "event" }, payload]), "envelope/", headers);
  expect(status).toBe(200);
  return detail(id);
}

test("2: an event without a final newline", async () => {
  const id = newId();
  const { status, text } = await send(`{"event_id":"${id}"}\n{"type":"event"}\n{"message":"x"}`);
  expect([status, text]).toEqual([200, `{"id":"${id}"}`]);
  expect(await detail(id)).toMatchObject({ eventID: id, title: "x" });
});

test("6 and 7: empty files, with a length and newline before an event, and last without a newline", async () => {
  const id = newId();
  expect((await envelope({ event_id: id }, '{"type":"attachment","length":0,"filename":"a"}', "", '{"type":"event"}', '{"message":"x"}')).status).toBe(200);
  expect(await detail(id)).toMatchObject({ title: "x" });
  expect(await files(id)).toMatchObject([{ name: "a", size: 0 }]);
  expect((await send(`{"event_id":"${id}"}\n{"type":"attachment","filename":"b"}`)).status).toBe(200);
  expect((await files(id)).map((file) => pick(file, "size"))).toEqual([0, 0]);
});

test("9: lengths are bytes, not characters", async () => {
  const id = newId();
  const payload = '{"message":"zu spät 🕐"}';
  const body = `{"event_id":"${id}"}\n{"type":"event","length":${Buffer.byteLength(payload)}}\n${payload}\n{"type":"attachment","filename":"a"}\n1`;
  expect((await send(body)).status).toBe(200);
  expect(await detail(id)).toMatchObject({ title: "zu spät 🕐" });
  expect(await files(id)).toMatchObject([{ size: 1 }]);
});

test("18: one span without an end spoils its transaction", async () => {
  const id = newId();
  const [trace_id, span_id] = [newId(), "a".repeat(16)];
  const spans = [{ trace_id, span_id: "b".repeat(16), start_timestamp: seconds - 1 }];
  const times = { start_timestamp: seconds - 1, timestamp: seconds };
  const payload = { type: "transaction", transaction: "GET /", ...times, contexts: { trace: { trace_id, span_id } }, spans };
  expect((await envelope({ event_id: id }, { type: "transaction" }, payload)).status).toBe(200);
  expect((await api.get(`/projects/acme/shop/events/${id}/`)).status).toBe(404);
  expect((await outcomes(id)).find((each) => pick(each, "category") === "transaction")).toMatchObject({ outcome: "invalid", reason: "invalid_transaction" });
});

const clock = async (offset: number, age: number) => {
  const event = await shown({ message: "x", timestamp: seconds + offset - age }, { sent_at: new Date(now + offset * 1000).toISOString() });
  return { at: (Date.parse(textAt(event, "dateCreated")) - now) / 1000, errors: listAt(event, "errors").map((error) => pick(error, "type")) };
};

test.each([
  ["19: two hours off", 2 * hour, 60, -60, ["clock_drift"]],
  ["19: two hours behind", -2 * hour, 60, -60, ["clock_drift"]],
  ["20: ten minutes off", -600, 60, -660, []],
  ["21: forty days old", 0, 40 * day, 0, ["past_timestamp"]],
])("%s", async (_, offset, age, at, errors) => {
  expect(await clock(offset, age)).toEqual({ at, errors });
});

test("22: tags as a list, at their length, too long, and with a name that is taken", async () => {
  const tags = [
    ["fits", "v".repeat(199)],
    ["long", "v".repeat(201)],
    ["release", "no"],
    ["shop", "berlin"],
  ];
  const event = await shown({ message: "x", tags });
  const kept = new Map(listAt(event, "tags").map((tag) => [textAt(tag, "key"), textAt(tag, "value")]));
  expect([kept.get("fits"), kept.get("shop"), kept.has("long"), kept.has("release")]).toEqual(["v".repeat(199), "berlin", false, false]);
  expect(listAt(event, "errors")).toMatchObject([{ type: "value_too_long", data: { name: expect.stringContaining("tags") } }]);
});

test("23: exceptions as a list and under values are the same", async () => {
  const values = [{ type: "KeyError", value: "a", stacktrace: { frames: [{ function: "f", filename: "a.py", in_app: true }] } }];
  const [list, object] = [await shown({ exception: values, platform: "python" }), await shown({ exception: { values }, platform: "python" })];
  const comparable = (event: unknown) => ["title", "culprit", "groupID", "entries", "metadata"].map((name) => pick(event, name));
  expect(comparable(list)).toEqual(comparable(object));
});

const sessionTotals = async (release: string) => {
  const query = `query=${encodeURIComponent(`release:${release}`)}&statsPeriod=1d&interval=1h`;
  const fields = "field=sum(session)&field=crash_free_rate(session)";
  const [byStatus, whole] = await Promise.all([
    api.get(`/organizations/acme/sessions/?field=sum(session)&groupBy=session.status&${query}`),
    api.get(`/organizations/acme/sessions/?${fields}&${query}`),
  ]);
  const statuses = listAt(byStatus.json, "groups").map((group) => [textAt(group, "by", "session.status"), pick(group, "totals", "sum(session)")] as const);
  return { ...Object.fromEntries(statuses), ...Object(pick(listAt(whole.json, "groups")[0], "totals")) };
};

test("24: a session with its start, two updates and a crash is one crashed session", async () => {
  const session = (more: object) => [
    { type: "session" },
    { sid: "c".repeat(32), started: new Date(now).toISOString(), attrs: { release: "rows@24" }, ...more },
  ];
  await envelope({}, ...session({ init: true, seq: 1, status: "ok" }), ...session({ seq: 2, status: "ok", errors: 1 }));
  await envelope({}, ...session({ seq: 3, status: "ok", errors: 2 }), ...session({ seq: 4, status: "crashed" }));
  expect(await sessionTotals("rows@24")).toMatchObject({ "sum(session)": 1, crashed: 1, errored: 0, healthy: 0 });
});

test("25: thirteen counted sessions, one of them crashed", async () => {
  const aggregates = [{ started: new Date(now).toISOString(), exited: 10, errored: 2, crashed: 1 }];
  await envelope({}, { type: "sessions" }, { aggregates, attrs: { release: "rows@25" } });
  expect(await sessionTotals("rows@25")).toMatchObject({ "sum(session)": 13, errored: 2, crashed: 1, "crash_free_rate(session)": 12 / 13 });
});

test("26 and 27: a nil id ends the run that is under way; only a configuration makes a monitor", async () => {
  const monitor_config = { schedule: { type: "crontab", value: "0 * * * *" } };
  const checkIn = (more: object, header = {}) => envelope(header, { type: "check_in" }, { monitor_slug: "rows", ...more });
  const unknown = newId();
  await checkIn({ check_in_id: newId(), status: "in_progress" }, { event_id: unknown });
  expect(await outcomes(unknown)).toMatchObject([{ category: "monitor", outcome: "invalid", reason: "invalid_monitor" }]);
  expect((await api.get("/projects/acme/shop/monitors/rows/")).status).toBe(404);
  await checkIn({ check_in_id: newId(), status: "in_progress", monitor_config });
  api.time.now = now + 5000;
  await checkIn({ check_in_id: "0".repeat(32), status: "ok" });
  api.time.now = now;
  expect((await api.get("/projects/acme/shop/monitors/rows/checkins/?statsPeriod=1d")).json).toMatchObject([{ status: "ok", duration: 5000 }]);
});

test("28: a container that does not hold as many logs as it says", async () => {
  const id = newId();
  const log = { timestamp: seconds, trace_id: newId(), level: "info", body: "row 28" };
  const header = { type: "log", item_count: 2, content_type: "application/vnd.sentry.items.log+json" };
  expect((await envelope({ event_id: id }, header, { items: [log] })).status).toBe(200);
  expect(await outcomes(id)).toMatchObject([{ category: "log_item", outcome: "invalid" }]);
  expect((await api.get("/organizations/acme/events/?dataset=logs&field=message&query=message:%22row%2028%22")).json).toMatchObject({ data: [] });
});

test.each([
  ["never", "javascript", null],
  ["auto", "python", "127.0.0.1"],
  [undefined, "javascript", "127.0.0.1"],
  [undefined, "python", "127.0.0.1"],
])("29: {{auto}} where infer_ip is %s, of %s", async (infer_ip, platform, address) => {
  const sdk = { name: "sentry.x", version: "1", ...(infer_ip !== undefined && { settings: { infer_ip } }) };
  const event = await shown({ message: "x", platform, sdk, user: { id: "1", ip_address: "{{auto}}" } });
  expect(pick(event, "user", "ip_address") ?? null).toBe(address);
});

test("30: a recording with newlines in its bytes", async () => {
  const id = newId();
  const events = JSON.stringify([{ type: 4, timestamp: now, data: { href: "https://shop.example/\n" } }], null, 1);
  const recording = `{"segment_id":0}\n${events}`;
  const replay = {
    type: "replay_event",
    replay_id: id,
    segment_id: 0,
    timestamp: seconds,
    replay_start_timestamp: seconds - 5,
    urls: ["https://shop.example/"],
  };
  expect(events).toContain("\n");
  const { status } = await envelope({ event_id: id }, { type: "replay_event" }, replay, { type: "replay_recording", length: recording.length }, recording);
  expect(status).toBe(200);
  expect((await api.get(`/projects/acme/shop/replays/${id}/recording-segments/?download=true`)).json).toMatchObject([[{ type: 4, timestamp: now }]]);
});

test("31: a minidump without its magic is refused, unless there is a limit: crash reporters never hear of that", async () => {
  const type = { "content-type": "application/x-dmp" };
  expect((await send("no dump", "minidump/", type)).status).toBe(400);
  server.keys.set(
    KEY,
    keyAccess({
      projectId: api.ids.shop,
      quotas: { organization: [], project: [{ id: "q", categories: ["error"], limit: 0, windowSeconds: 60, reasonCode: "q" }] },
    }),
  );
  server.ingest.invalidateKeys();
  const limited = await server.send(`/api/${api.ids.shop}/minidump/?sentry_key=${KEY}`, { body: "MDMP and so on", headers: type });
  expect([limited.status, server.records()]).toEqual([200, []]);
});

test("33: the system of a browser's agent is that of a page's user and the client of a server", async () => {
  const agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
  const request = { url: "https://shop.example/", headers: { "User-Agent": agent } };
  const [page, backend] = [await shown({ message: "x", platform: "javascript", request }), await shown({ message: "x", platform: "python", request })];
  expect(page).toMatchObject({ contexts: { browser: { name: "Chrome" }, os: { name: "Windows", version: ">=10" } } });
  expect(backend).toMatchObject({ contexts: { browser: { name: "Chrome" }, client_os: { name: "Windows", version: ">=10" } } });
  expect(pick(backend, "contexts", "os")).toBeUndefined();
});

test("34: a password in extra is filtered; of a message only the number of the card", async () => {
  const event = await shown({ logentry: { formatted: "the password of card 4571234567890111 is wrong" }, extra: { password: "hunter2", note: "kept" } });
  expect(event).toMatchObject({ context: { password: "[Filtered]", note: "kept" } });
  expect(textAt(event, "message")).toMatch(/^the password of card \[\w+\] is wrong$/);
  expect(JSON.stringify(event)).not.toMatch(/hunter2|4571234567890111/);
});

test("35: reports of browsers: a policy's, a list of two, and one of another kind", async () => {
  const count = async () => {
    const projectIds = [api.ids.shop];
    return (
      await api.stores.telemetry.events({
        projectIds,
        filter: [{ kind: "field", field: "type", anyOf: [{ kind: "exact", value: "csp" }], negated: false }],
        limit: 100,
      })
    ).length;
  };
  const violation = (n: number) => ({
    type: "csp-violation",
    body: { effectiveDirective: "img-src", blockedURL: `https://evil${n}.example/`, documentURL: "https://shop.example/" },
  });
  const classic = { "csp-report": { "effective-directive": "img-src", "blocked-uri": "https://evil.example/", "document-uri": "https://shop.example/" } };
  const counts: number[] = [];
  for (const [type, body] of [
    ["application/csp-report", classic],
    ["application/reports+json", [violation(1), violation(2)]],
    ["application/reports+json", [{ type: "deprecation", body: {} }]],
  ] as const) {
    expect((await send(JSON.stringify(body), "security/", { "content-type": type })).status).toBe(200);
    counts.push(await count());
  }
  expect(counts).toEqual([1, 3, 3]);
});
