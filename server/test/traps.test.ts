import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addProject, api, cli, eventDetail, newProject, projectPath, startServer, until, type Project, type Server } from "./harness.ts";
import { listAt, pick, textAt } from "./json-path.ts";
import { envelopeUrl, newEventId, post, type Answer } from "./load.ts";

// What most servers get wrong: one test for each row of protocol.md §21, through the doors that SDKs and people use.

let server: Server;
let project: Project;
let limited: Project;
beforeAll(async () => {
  server = await startServer();
  project = await newProject(server, "traps");
  limited = await addProject(server, project.orgSlug, "limited");
  for (const category of ["error", "trace_metric", "profile_chunk", "attachment", "monitor"])
    await cli(server, "quota", "set", "0", "--category", category, "--id", category, "--org", project.orgSlug, "--project", limited.slug);
});
afterAll(() => server?.[Symbol.asyncDispose]());

const seconds = (): number => Date.now() / 1000;
const address = (path: string, of = project): string => `${server.url}/api/${of.id}/${path}?sentry_key=${of.key}`;
const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text));
const send = (...lines: readonly (string | object)[]): Promise<Answer> => post(envelopeUrl(server, project), joined(lines));
const joined = (lines: readonly (string | object)[]): string => lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");
const stored = (id: string): Promise<unknown> => until(`event ${id}`, () => eventDetail(server, project, id));
const entry = (event: unknown, type: string): unknown =>
  pick(
    listAt(event, "entries").find((each) => pick(each, "type") === type),
    "data",
  );

/** What became of a request. */
const outcomes = (id: string): Promise<readonly unknown[]> =>
  until(`the outcomes of ${id}`, async () => {
    const rows = listAt(await cli(server, "outcome", id), "outcomes");
    return rows.length > 0 ? rows : undefined;
  });

/** An event, as it is shown. */
async function shown(payload: object, header: object = {}, more: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const id = newEventId();
  const { status } = await post(envelopeUrl(server, project), joined([{ event_id: id, ...header }, { type: "event" }, payload]), more);
  if (status !== 200) throw new Error(`answered ${status}`);
  return stored(id);
}

async function files(id: string): Promise<readonly unknown[]> {
  const { body } = await api(server, project, `${projectPath(project)}/events/${id}/attachments/`);
  return Array.isArray(body) ? body : [];
}

async function download(id: string, file: unknown): Promise<Buffer> {
  const url = `${server.url}/api/0${projectPath(project)}/events/${id}/attachments/${textAt(file, "id")}/?download=1`;
  return Buffer.from(await (await fetch(url, { headers: { authorization: `Bearer ${project.token}` } })).arrayBuffer());
}

test("1: no final newline, no length, an empty payload at the end; lengths are bytes", async () => {
  const [id, second] = [newEventId(), newEventId()];
  const event = '{"message":"zu spät 🕐"}';
  await send({ event_id: id }, { type: "event", length: Buffer.byteLength(event) }, event, { type: "attachment", filename: "empty.txt" });
  await send({ event_id: second }, { type: "event" }, event);
  expect([textAt(await stored(id), "title"), textAt(await stored(second), "title")]).toEqual(["zu spät 🕐", "zu spät 🕐"]);
  expect(await until("the empty file", async () => (await files(id))[0])).toMatchObject({ name: "empty.txt", size: 0 });
});

test("2: carriage returns and bytes that are no text are kept", async () => {
  const id = newEventId();
  const binary = Buffer.from([0x0d, 0x0a, 0xff, 0x00, 0x0a, 0x80, 0x0d]);
  const head = joined([{ event_id: id }, { type: "event" }, { message: "x" }, { type: "attachment", filename: "core", length: binary.length }]);
  await post(envelopeUrl(server, project), new Uint8Array(Buffer.concat([Buffer.from(`${head}\n`), binary])));
  const [file] = await until("the file", async () => ((await stored(id), await files(id)).length > 0 ? files(id) : undefined));
  expect((await download(id, file)).equals(binary)).toBe(true);
});

test("3 and 8: unknown items, no items, no event id: 200 and JSON with an id", async () => {
  const session = { sid: newEventId(), init: true, status: "ok", started: new Date().toISOString(), attrs: { release: "a@1" } };
  for (const lines of [
    ["{}"],
    ["{}", '{"type":"from_the_future"}', "?"],
    ["{}", { type: "session" }, session],
    ["{}", '{"type":"client_report"}', '{"discarded_events":[]}'],
  ]) {
    const { status, body, headers } = await send(...lines);
    expect([status, headers.get("content-type")]).toEqual([200, "application/json"]);
    expect(body).toMatch(/^\{"id":"[0-9a-f]{32}"\}$/);
  }
});

test.each(["text/plain;charset=UTF-8", "application/x-www-form-urlencoded", "garbage", ""])("4: content type %j does not matter", async (contentType) => {
  expect(await shown({ message: "x" }, {}, { "content-type": contentType })).toMatchObject({ title: "x" });
});

test("5: CORS headers are on refusals, and limits can be read", async () => {
  const event = joined(["{}", '{"type":"event"}', '{"message":"x"}']);
  const answers = await Promise.all([
    post(envelopeUrl(server, limited), event),
    post(`${server.url}/api/${project.id}/envelope/`, event),
    post(`${server.url}/api/${project.id}/envelope/?sentry_key=${"0".repeat(32)}`, event),
    post(`${server.url}/api/${project.id}/nowhere/`, event),
    post(envelopeUrl(server, project), joined(["{}", '{"type":"event"}', `"${"x".repeat(1024 * 1024)}"`])),
    post(envelopeUrl(server, project), "nonsense"),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([429, 401, 403, 404, 413, 400]);
  for (const { headers } of answers) {
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("access-control-expose-headers")).toMatch(/x-sentry-rate-limits, retry-after/);
  }
});

test("6: the key stands in the envelope, the query, either header, with commas of both kinds; Bearer is not for us", async () => {
  const url = `${server.url}/api/${project.id}/envelope/`;
  const item = ['{"type":"event"}', '{"message":"x"}'];
  const ways: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
    [url, JSON.stringify({ dsn: project.dsn }), {}],
    [`${url}?sentry_version=7&sentry_key=${project.key}`, "{}", {}],
    [url, "{}", { "x-sentry-auth": `Sentry sentry_version=7, sentry_key=${project.key}, sentry_client=a/1` }],
    [url, "{}", { "x-sentry-auth": `Sentry sentry_version=7,sentry_client=a/1,sentry_key=${project.key}` }],
    [url, "{}", { authorization: `Sentry sentry_key=${project.key}` }],
    [url, JSON.stringify({ dsn: project.dsn }), { authorization: "Bearer of-a-proxy" }],
  ];
  for (const [to, header, headers] of ways) expect((await post(to, joined([header, ...item]), headers)).status).toBe(200);
});

test("7: empty and UTF-8 encodings, all compressions, and limits of what they hold", async () => {
  const body = bytes(joined(["{}", '{"type":"event"}', '{"message":"x"}']));
  const encoded: readonly (readonly [string, Uint8Array])[] = [
    ["", body],
    ["UTF-8", body],
    ["gzip", gzipSync(body)],
    ["x-gzip", gzipSync(body)],
    ["deflate", deflateSync(body)],
    ["br", brotliCompressSync(body)],
    ["zstd", zstdCompressSync(body)],
  ];
  for (const [encoding, sent] of encoded)
    expect((await post(envelopeUrl(server, project), new Uint8Array(sent), { "content-encoding": encoding })).status).toBe(200);
  const large = gzipSync(joined(["{}", '{"type":"event"}', `"${"x".repeat(1024 * 1024)}"`]));
  expect((await post(envelopeUrl(server, project), new Uint8Array(large), { "content-encoding": "gzip" })).status).toBe(413);
});

test("8: crash reporters and crontabs never hear of limits", async () => {
  expect((await post(address("minidump/", limited), bytes("MDMP and so on"), { "content-type": "application/x-dmp" })).status).toBe(200);
  expect((await post(address("cron/nightly/", limited), '{"status":"ok"}', { "content-type": "application/json" })).status).toBe(202);
});

test("9: lists, strings and numbers in other shapes than the documented ones", async () => {
  const event = await shown({
    exception: [
      { type: "A", value: 7 },
      { type: "B", value: "b" },
    ],
    threads: [{ id: 1, name: "main" }],
    breadcrumbs: [{ timestamp: seconds(), message: "clicked" }],
    tags: [["shop", "berlin"]],
    level: 50,
    user: { id: 42 },
    request: { url: "https://shop.example/", headers: [["Accept", "*/*"]], query_string: "a=b", cookies: "c=d" },
    release: 7,
  });
  expect(listAt(entry(event, "exception"), "values").map((value) => [pick(value, "type"), pick(value, "value")])).toEqual([
    ["A", "7"],
    ["B", "b"],
  ]);
  expect(listAt(entry(event, "breadcrumbs"), "values")).toMatchObject([{ message: "clicked" }]);
  expect(event).toMatchObject({ user: { id: "42" } });
  expect(listAt(event, "tags").map((tag) => `${textAt(tag, "key")}=${textAt(tag, "value")}`)).toEqual(expect.arrayContaining(["shop=berlin", "level=fatal"]));
  expect(entry(event, "request")).toMatchObject({ query: [["a", "b"]], cookies: [["c", "d"]] });
});

test("10: a clock that is off by hours is corrected, by minutes not; ages are clamped", async () => {
  /** By how many minutes the times of an event and its breadcrumb differ from when it was sent, less its age. */
  const at = async (offset: number, age = 60): Promise<readonly number[]> => {
    const before = seconds();
    const then = before + offset;
    const breadcrumbs = [{ timestamp: then - age, message: "x" }];
    const event = await shown({ timestamp: then - age, breadcrumbs }, { sent_at: new Date(then * 1000).toISOString() });
    const after = seconds();
    const [crumb] = listAt(entry(event, "breadcrumbs"), "values");
    const sent = [textAt(event, "dateCreated"), textAt(crumb, "timestamp")].map((time) => Date.parse(time) / 1000 + age);
    return sent.map((time) => Math.round((time - Math.min(Math.max(time, before), after)) / 60) + 0);
  };
  expect(await at(-7200)).toEqual([0, 0]);
  expect(await at(7200)).toEqual([0, 0]);
  expect(await at(-600)).toEqual([-10, -10]);
  expect((await at(0, 40 * 86_400))[0]).toBe(40 * 1440);
});

test("11: limits name each category once, under the names that SDKs look for", async () => {
  const metric = { timestamp: seconds(), trace_id: newEventId(), name: "a", type: "counter", value: 1 };
  const { headers } = await post(
    envelopeUrl(server, limited),
    joined([
      "{}",
      { type: "trace_metric", item_count: 1, content_type: "application/vnd.sentry.items.trace-metric+json" },
      { items: [metric] },
      { type: "profile_chunk", platform: "python" },
      { version: "2" },
    ]),
  );
  const entries = (headers.get("x-sentry-rate-limits") ?? "").split(/, ?/).map((limit) => limit.split(":")[1] ?? "");
  const named = entries.flatMap((categories) => categories.split(";"));
  expect(named).toEqual(expect.arrayContaining(["trace_metric", "metric", "profile_chunk", "profile"]));
  expect(new Set(named).size).toBe(named.length);
  expect(entries).not.toContain("");
});

test("12: sessions count by their init, crashed is not errored, and aggregates count", async () => {
  const place = { attrs: { release: "traps@12", environment: "production" }, started: new Date().toISOString() };
  const sid = newEventId();
  const items = [
    { sid, init: true, status: "ok", ...place },
    { sid, status: "ok", errors: 1, ...place },
    { sid, status: "crashed", errors: 2, ...place },
  ].flatMap((session) => [{ type: "session" }, session]);
  await send("{}", ...items, { type: "sessions" }, { aggregates: [{ started: place.started, exited: 10, errored: 2 }], attrs: place.attrs });
  const path = `/organizations/${project.orgSlug}/sessions/?field=sum(session)&groupBy=session.status&query=${encodeURIComponent("release:traps@12")}&statsPeriod=1d&interval=1h`;
  const counts = await until("thirteen sessions", async () => {
    const groups = listAt((await api(server, project, path)).body, "groups").map(
      (group) => [textAt(group, "by", "session.status"), Number(pick(group, "totals", "sum(session)"))] as const,
    );
    return groups.reduce((sum, [, count]) => sum + count, 0) === 13 ? Object.fromEntries(groups) : undefined;
  });
  expect(counts).toMatchObject({ healthy: 10, errored: 2, crashed: 1 });
});

test("13: a nil check-in id ends the run that is under way, and a monitor is made by its configuration only", async () => {
  const config = { schedule: { type: "crontab", value: "0 * * * *" }, timezone: "UTC" };
  const checkIn = (more: object) => send("{}", { type: "check_in" }, { monitor_slug: "traps", environment: "production", ...more });
  await checkIn({ check_in_id: newEventId(), status: "in_progress", monitor_config: config });
  await checkIn({ check_in_id: "0".repeat(32), status: "ok" });
  const unknown = newEventId();
  await send({ event_id: unknown }, { type: "check_in" }, { check_in_id: newEventId(), monitor_slug: "unheard-of", status: "ok" });
  const path = `/projects/${project.orgSlug}/${project.slug}/monitors`;
  const runs = await until("one run that is over", async () => {
    const list = (await api(server, project, `${path}/traps/checkins/`)).body;
    return Array.isArray(list) && list.some((run) => pick(run, "status") === "ok") ? listAt(list) : undefined;
  });
  expect(runs).toHaveLength(1);
  expect(await outcomes(unknown)).toMatchObject([{ category: "monitor", outcome: "invalid" }]);
  expect((await api(server, project, `${path}/unheard-of/`)).status).toBe(404);
});

test("14: an address is inferred as the SDK allows", async () => {
  const event = (infer_ip: string) => ({
    message: "x",
    platform: "python",
    user: { ip_address: "{{auto}}" },
    sdk: { name: "sentry.x", version: "1", settings: { infer_ip } },
  });
  expect(pick(await shown(event("never")), "user", "ip_address") ?? null).toBeNull();
  expect(pick(await shown(event("auto")), "user", "ip_address")).toBe("127.0.0.1");
});

test("15: the system of a browser is not that of a server, and what an SDK says stays", async () => {
  const agent = { "user-agent": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36" };
  const request = { url: "https://shop.example/", headers: agent };
  const [page, backend, own] = [
    await shown({ message: "x", platform: "javascript", request }),
    await shown({ message: "x", platform: "python", request }),
    await shown({ message: "x", platform: "javascript", request, contexts: { os: { name: "Haiku" } } }),
  ];
  expect(page).toMatchObject({ contexts: { os: { name: expect.stringMatching(/Mac/) }, browser: { name: "Chrome" } } });
  expect(pick(backend, "contexts", "os")).toBeUndefined();
  expect(backend).toMatchObject({ contexts: { client_os: { name: expect.stringMatching(/Mac/) } } });
  expect(own).toMatchObject({ contexts: { os: { name: "Haiku" } } });
});

test("16: a transaction with a broken span is not stored; an event beside one is refused", async () => {
  const id = newEventId();
  const [trace_id, span_id] = [newEventId(), "a".repeat(16)];
  const transaction = {
    type: "transaction",
    transaction: "GET /",
    start_timestamp: seconds() - 1,
    timestamp: seconds(),
    contexts: { trace: { trace_id, span_id } },
    spans: [{ trace_id, span_id: "b".repeat(16), start_timestamp: seconds() - 1 }],
  };
  expect((await send({ event_id: id }, { type: "transaction" }, transaction)).status).toBe(200);
  expect(await outcomes(id)).toMatchObject(expect.arrayContaining([expect.objectContaining({ category: "transaction", reason: "invalid_transaction" })]));
  expect(await eventDetail(server, project, id)).toBeUndefined();
  expect((await send({}, { type: "transaction" }, transaction, { type: "event" }, { message: "x" })).status).toBe(400);
});

test("17: tags have 200 characters, not 32", async () => {
  const event = await shown({ message: "x", tags: { ["k".repeat(100)]: "v".repeat(200), long: "v".repeat(201) } });
  const tags = listAt(event, "tags").map((tag) => [pick(tag, "key"), pick(tag, "value")]);
  expect(tags).toContainEqual(["k".repeat(100), "v".repeat(200)]);
  expect(tags.some(([key]) => key === "long")).toBe(false);
});

test("18: the last exception is the title, the first is what extensions are known by", async () => {
  const event = await shown({
    exception: {
      values: [
        { type: "Cause", value: "1" },
        { type: "Effect", value: "2" },
      ],
    },
  });
  expect(event).toMatchObject({ title: "Effect: 2" });
});

test("19: project 0 is the API, and never takes an event", async () => {
  expect((await post(`${server.url}/api/0/envelope/?sentry_key=${project.key}`, "{}")).status).toBe(404);
  expect((await post(`${server.url}/api/nonsense/envelope/?sentry_key=${project.key}`, "{}")).status).toBe(400);
});

test("20: a container that counts wrong is refused, an attribute without a type is left out", async () => {
  const log = {
    timestamp: seconds(),
    trace_id: newEventId(),
    level: "info",
    body: "counted",
    attributes: { typed: { type: "string", value: "yes" }, bare: { value: "no" } },
  };
  const [wrong, right] = [newEventId(), newEventId()];
  const container = (id: string, item_count: number) =>
    send({ event_id: id }, { type: "log", item_count, content_type: "application/vnd.sentry.items.log+json" }, { version: 2, items: [log] });
  expect([(await container(wrong, 2)).status, (await container(right, 1)).status]).toEqual([200, 200]);
  expect(await outcomes(wrong)).toMatchObject([{ category: "log_item", outcome: "invalid" }]);
  expect(await outcomes(right)).toMatchObject([{ category: "log_item", outcome: "accepted" }]);
});

test("21: the envelope's id counts, with or without dashes", async () => {
  const id = newEventId();
  const dashed = id.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-").toUpperCase();
  const { body } = await send({ event_id: dashed }, { type: "event" }, { event_id: newEventId(), message: "x" });
  expect(body).toBe(`{"id":"${id}"}`);
  expect(await stored(id)).toMatchObject({ eventID: id });
});

test.each([{ sample_rate: 1 }, { sample_rate: "no number" }, "text", [1], null])("22: the trace header %j costs no event", async (trace) => {
  expect(await shown({ message: "x" }, { trace })).toMatchObject({ title: "x" });
});

test("23: browsers report lists and numbers as text, and only some content types are theirs", async () => {
  const report = (n: number) => ({
    type: "csp-violation",
    body: { effectiveDirective: "img-src", blockedURL: `https://evil${n}.example/a`, documentURL: "https://shop.example/", statusCode: "200", lineNumber: "7" },
  });
  const before = listAt((await api(server, project, `${projectPath(project)}/issues/?query=`)).body).length;
  expect(
    (
      await post(address("security/"), JSON.stringify([report(1), report(2), { type: "deprecation", body: {} }]), {
        "content-type": "application/reports+json",
      })
    ).status,
  ).toBe(200);
  expect((await post(address("security/"), "{}", { "content-type": "text/html" })).status).toBe(415);
  await until("an issue for each", async () => listAt((await api(server, project, `${projectPath(project)}/issues/?query=`)).body).length === before + 2);
});

test("24: files come before their event and after it; a screenshot is known by its name", async () => {
  const id = newEventId();
  await send({ event_id: id }, { type: "attachment", filename: "screenshot.png", content_type: "image/png", length: 3 }, "png");
  await send({ event_id: id }, { type: "event" }, { message: "x" });
  await stored(id);
  await post(address(`events/${id}/attachments/`), `--x\r\ncontent-disposition: form-data; name="a"; filename="late.txt"\r\n\r\nlate\r\n--x--\r\n`, {
    "content-type": "multipart/form-data; boundary=x",
  });
  const both = await until("both files", async () => ((await files(id)).length === 2 ? files(id) : undefined));
  expect(both.map((file) => textAt(file, "name")).toSorted()).toEqual(["late.txt", "screenshot.png"]);
});

test("25: feedback comes as an item, as a user report, by REST and by the dialog", async () => {
  const [about, feedback] = [newEventId(), newEventId()];
  await send({ event_id: about }, { type: "event" }, { message: "about this" });
  await stored(about);
  await send({ event_id: feedback }, { type: "feedback" }, { contexts: { feedback: { message: "as an item", contact_email: "a@example.com" } } });
  expect(await stored(feedback)).toMatchObject({ contexts: { feedback: { message: "as an item" } } });
  await send({ event_id: about }, { type: "user_report" }, { event_id: about, name: "A", email: "a@example.com", comments: "as a report" });
  const report = async (): Promise<unknown> => pick(await eventDetail(server, project, about), "userReport", "comments");
  await until("the report of the item", async () => (await report()) === "as a report");
  const rest = `${server.url}/api/0/projects/${project.orgSlug}/${project.slug}/user-feedback/`;
  const json = { "content-type": "application/json", authorization: `DSN ${project.dsn}` };
  expect((await post(rest, JSON.stringify({ event_id: about, name: "A", email: "a@example.com", comments: "by REST" }), json)).status).toBe(200);
  await until("the report of REST", async () => (await report()) === "by REST");
  const dialog = `${server.url}/api/embed/error-page/?dsn=${encodeURIComponent(project.dsn)}&eventId=${about}`;
  const form = new URLSearchParams({ name: "A", email: "a@example.com", comments: "by the dialog" }).toString();
  expect((await post(dialog, form, { "content-type": "application/x-www-form-urlencoded" })).status).toBe(200);
  await until("the report of the dialog", async () => (await report()) === "by the dialog");
});
