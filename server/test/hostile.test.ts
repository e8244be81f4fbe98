import net from "node:net";
import zlib from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addProject, api, eventDetail, newProject, type Project, projectPath, type Server, startServer, until } from "./harness.ts";
import { isRecord, listAt, parse, pick, preview, textAt } from "./json-path.ts";
import { type Answer, countedEvents, envelopeUrl, eventEnvelope, missing, newEventId, post } from "./load.ts";

// Bad input, end to end: a clear JSON answer, never 5xx, bounded memory, and a normal event beside each attack arrives.

let server: Server;
let project: Project;
let idle: number;

beforeAll(async () => {
  server = await startServer();
  project = await newProject(server, "hostile");
  await besideIt();
  idle = server.rssMb();
});
afterAll(() => server?.[Symbol.asyncDispose]());

/** A normal event that must be taken and become readable. */
async function besideIt(): Promise<void> {
  const id = newEventId();
  const answer = await post(envelopeUrl(server, project), eventEnvelope(id, { message: "an ordinary event" }));
  expect(answer.status).toBe(200);
  expect(await missing(server, project, [id])).toEqual([]);
}

async function attack(send: () => Promise<Answer>): Promise<Answer> {
  const [answer] = await Promise.all([send(), besideIt()]);
  return answer;
}

/** An error's body tells a person what was wrong. */
function detailOf(answer: Answer): string {
  const body = parse(answer.body);
  const detail = isRecord(body) ? body["detail"] : undefined;
  if (typeof detail !== "string" || detail === "") throw new Error(`no detail in ${preview(answer.body)}`);
  return detail;
}

const envelope = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;
const header = (id: string): string => `{"event_id":"${id}"}`;
const nested = (depth: number): string => `${"[".repeat(depth)}1${"]".repeat(depth)}`;

interface Attack {
  readonly name: string;
  readonly url?: () => string;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: readonly number[];
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, "latin1"));
const gzip = (data: Buffer | string): Uint8Array<ArrayBuffer> => new Uint8Array(zlib.gzipSync(data, { level: 9 }));
const at = (path: string) => (): string => `${server.url}${path.replace(":id", project.id).replace(":key", project.key)}`;
const someEvent = eventEnvelope("1".repeat(32), { message: "never to be stored" });

const refused: readonly Attack[] = [
  { name: "no key", url: at("/api/:id/envelope/"), body: someEvent, status: [401] },
  { name: "an unknown key", url: at(`/api/:id/envelope/?sentry_key=${"f".repeat(32)}`), body: someEvent, status: [403] },
  { name: "a malformed key", url: at("/api/:id/envelope/?sentry_key=let-me-in"), body: someEvent, status: [400, 401, 403] },
  { name: "an unknown project", url: at("/api/987654321/envelope/?sentry_key=:key"), body: someEvent, status: [403] },
  { name: "a project id beyond 2^53", url: at("/api/99999999999999999999/envelope/?sentry_key=:key"), body: someEvent, status: [400, 403, 404] },
  { name: "a project id that is none", url: at("/api/1%00/envelope/?sentry_key=:key"), body: someEvent, status: [400, 403, 404] },
  {
    name: "a GET on the envelope endpoint's sibling that does not exist",
    url: at("/api/:id/nothing-here/?sentry_key=:key"),
    body: someEvent,
    status: [404, 405],
  },
  { name: "an empty body", body: "", status: [400] },
  { name: "an envelope header that is not JSON", body: envelope("hello", '{"type":"event"}', "{}"), status: [400] },
  { name: "an envelope header that is a list", body: envelope("[]", '{"type":"event"}', "{}"), status: [400] },
  { name: "an item header that is not JSON", body: envelope(header("2".repeat(32)), "type=event", "{}"), status: [400] },
  { name: "a truncated envelope: an item longer than the body", body: envelope("{}", '{"type":"event","length":5000}', '{"message":"x"}'), status: [400] },
  { name: "an item length below 0", body: envelope("{}", '{"type":"event","length":-1}', '{"message":"x"}'), status: [400] },
  { name: "an item length of 1e300", body: envelope("{}", '{"type":"event","length":1e300}', '{"message":"x"}'), status: [400] },
  { name: "a store body that is not JSON", url: at("/api/:id/store/?sentry_key=:key"), body: "message=hello", status: [400] },
  { name: "a body that is no gzip", body: bytes("this is not gzip"), headers: { "content-encoding": "gzip" }, status: [400] },
  { name: "a truncated gzip", body: gzip(someEvent).slice(0, 40), headers: { "content-encoding": "gzip" }, status: [400] },
  { name: "an unknown encoding", body: someEvent, headers: { "content-encoding": "snappy" }, status: [400, 415] },
  {
    name: "nine stacked encodings",
    body: someEvent,
    headers: { "content-encoding": Array.from({ length: 9 }, () => "gzip").join(", ") },
    status: [400, 413, 415],
  },
  { name: "an event above 1 MiB", body: eventEnvelope("3".repeat(32), { extra: { pad: "x".repeat(1024 * 1024) } }), status: [413] },
  {
    name: "a million tags",
    body: eventEnvelope("4".repeat(32), { tags: Object.fromEntries(Array.from({ length: 1_000_000 }, (_, i) => [`t${i}`, "1"])) }),
    status: [413],
  },
  { name: "a header line of 1 MB", body: envelope(`{"x":"${"y".repeat(1_000_000)}"}`, '{"type":"event"}', "{}"), status: [400, 413] },
  { name: "100,000 items", body: envelope("{}", ...Array.from({ length: 100_000 }, () => '{"type":"x"}\n{}')), status: [400, 413] },
];

describe("refused with a reason", () => {
  test.each(refused)("$name", async ({ url, body, headers, status }) => {
    const answer = await attack(() => post(url?.() ?? envelopeUrl(server, project), body, headers));
    expect(status).toContain(answer.status);
    expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(detailOf(answer)).not.toMatch(/\bat .+:\d+:\d+/);
  });

  test("a disabled key", async () => {
    const closed = await addProject(server, project.orgSlug, "closed");
    const keyPath = `${projectPath(closed)}/keys/${closed.key}/`;
    expect((await api(server, closed, keyPath, { method: "PUT", body: '{"isActive":false}' })).status).toBe(200);
    const answer = await attack(() =>
      until("the key is refused", async () => {
        const tried = await post(envelopeUrl(server, closed), eventEnvelope(newEventId(), { message: "no longer" }));
        return tried.status === 200 ? undefined : tried;
      }),
    );
    expect(answer.status).toBe(403);
    expect(detailOf(answer)).not.toBe("");
  });

  test("a deleted project", async () => {
    const gone = await addProject(server, project.orgSlug, "gone");
    expect((await post(envelopeUrl(server, gone), eventEnvelope(newEventId(), { message: "still here" }))).status).toBe(200);
    expect((await api(server, gone, `${projectPath(gone)}/`, { method: "DELETE" })).status).toBe(204);
    await until("ingest knows", async () => (await post(envelopeUrl(server, gone), someEvent)).status === 403);
    await besideIt();
  });

  test("bombs: 200 MB in 200 KB, plain and as an event, several at once", async () => {
    const zeros = gzip(Buffer.alloc(200_000_000));
    const spaces = gzip(Buffer.concat([Buffer.from(envelope("{}", '{"type":"event"}').slice(0, -1)), Buffer.from("\n"), Buffer.alloc(200_000_000, 0x20)]));
    const twice = new Uint8Array(zlib.gzipSync(zeros));
    expect(zeros.length).toBeLessThan(250_000);
    const sent = Promise.all([
      ...[zeros, spaces, zeros, spaces].map((body) => post(envelopeUrl(server, project), body, { "content-encoding": "gzip" })),
      post(envelopeUrl(server, project), twice, { "content-encoding": "gzip, gzip" }),
    ]);
    await besideIt();
    const answers = await sent;
    for (const answer of answers) {
      expect([400, 413, 429]).toContain(answer.status);
      expect(detailOf(answer)).not.toBe("");
    }
    expect(server.peakRssMb() - idle).toBeLessThan(500);
  });
});

describe("taken, and what is bad in it is told", () => {
  const fate = async (id: string): Promise<unknown> => {
    const path = `${projectPath(project)}/events/${id}/fate/`;
    return until(`the fate of ${id}`, async () => {
      const answer = await api(server, project, path);
      return answer.status === 200 && (pick(answer.body, "stored") !== null || listAt(answer.body, "outcomes").length > 0) ? answer.body : undefined;
    });
  };

  test.each([
    ["an event that is not JSON", "this is no JSON"],
    ["an event that is a number", "42"],
    ["an event with raw NUL bytes", '{"message":"a\u0000b"}'],
    ["an event cut off in the middle", '{"message":"hel'],
    ["an event that is 10,000 lists deep", nested(10_000)],
  ])("%s: 200, and an outcome that says invalid", async (_name, payload) => {
    const id = newEventId();
    const answer = await attack(() =>
      post(envelopeUrl(server, project), envelope(header(id), `{"type":"event","length":${Buffer.byteLength(payload)}}`, payload)),
    );
    expect(answer.status).toBe(200);
    const told = await fate(id);
    expect(pick(told, "stored")).toBeNull();
    expect(listAt(told, "outcomes").map((outcome) => pick(outcome, "outcome"))).toEqual(["invalid"]);
    expect(textAt(told, "outcomes", 0, "reason")).not.toBe("");
  });

  const odd: readonly (readonly [string, string])[] = [
    ["escaped NULs", '{"message":"a\\u0000b","tags":{"k":"v\\u0000"},"user":{"id":"\\u0000"}}'],
    ["lone surrogates", '{"message":"half \\ud83d of a pair","tags":{"k":"\\udc00"},"extra":{"\\ud800":"\\udfff"}}'],
    ["10,000-deep extra", `{"message":"deep","extra":{"deep":${nested(10_000)}}}`],
    [
      "10,000-deep contexts and vars",
      `{"message":"deeper","contexts":{"a":{"b":${nested(10_000)}}},"exception":{"values":[{"type":"E","value":"deeper","stacktrace":{"frames":[{"function":"f","vars":{"v":${nested(10_000)}}}]}}]}}`,
    ],
    ["as many tags as 1 MiB holds", `{"message":"tags","tags":{${Array.from({ length: 70_000 }, (_, i) => `"t${i}":"1"`).join(",")}}}`],
    ["a thousand exceptions", JSON.stringify({ exception: { values: Array.from({ length: 1000 }, (_, i) => ({ type: `E${i}`, value: "x" })) } })],
    [
      "ten thousand frames",
      JSON.stringify({
        exception: {
          values: [{ type: "E", value: "x", stacktrace: { frames: Array.from({ length: 10_000 }, (_, i) => ({ function: `f${i}`, lineno: i })) } }],
        },
      }),
    ],
    [
      "every field of the wrong type",
      '{"message":{"a":1},"level":7,"tags":"x","user":[],"exception":"boom","breadcrumbs":3,"request":[1],"contexts":"c","extra":[],"release":{"v":1},"environment":[],"fingerprint":{"x":1},"timestamp":"soon","sdk":9,"modules":[],"threads":"t","debug_meta":1}',
    ],
    [
      "__proto__ and constructor as keys",
      '{"message":"proto","tags":{"__proto__":"x","constructor":"y"},"extra":{"__proto__":{"polluted":true},"toString":1},"contexts":{"__proto__":{"polluted":true}}}',
    ],
    [
      "line breaks and HTML in names",
      '{"message":"<script>alert(1)</script>","release":"1\\r\\nX-Evil: 1","environment":"a\\nb","transaction":"a\\u2028b","logger":"l\\r\\nX-Evil: 2","server_name":"s\\u0007"}',
    ],
    ["numbers at the edge", '{"message":"numbers","timestamp":1e400,"extra":{"a":1e308,"b":-0,"c":123456789012345678901234567890,"d":5e-324}}'],
  ];
  test.each(odd)("%s: stored and readable", async (_name, payload) => {
    const id = newEventId();
    const answer = await attack(() => post(envelopeUrl(server, project), envelope(header(id), '{"type":"event"}', payload)));
    expect(answer.status).toBe(200);
    const event = await until(`event ${id}`, () => eventDetail(server, project, id));
    expect(pick(event, "eventID")).toBe(id);
    expect(pick(event, "contexts", "polluted")).toBeUndefined();
    const list = await api(server, project, `${projectPath(project)}/issues/?query=`);
    expect(list.status).toBe(200);
  });

  test("one event id sent 30 times at once is one event, and the rest has outcomes", async () => {
    const busy = await addProject(server, project.orgSlug, "duplicates");
    const id = newEventId();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => post(envelopeUrl(server, busy), eventEnvelope(id, { message: "the only one", extra: { n } }))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const last = newEventId();
    await post(envelopeUrl(server, busy), eventEnvelope(last, { message: "the only one" }));
    expect(await missing(server, busy, [id, last])).toEqual([]);
    expect(await countedEvents(server, busy)).toBe(2);
    const told = await api(server, busy, `${projectPath(busy)}/events/${id}/fate/`);
    const duplicates = listAt(told.body, "outcomes").filter((outcome) => pick(outcome, "reason") === "duplicate");
    expect(duplicates.reduce<number>((sum, outcome) => sum + Number(pick(outcome, "quantity")), 0)).toBe(29);
  });

  test("the same event id in two projects is two events", async () => {
    const [one, two] = [await addProject(server, project.orgSlug, "same one"), await addProject(server, project.orgSlug, "same two")];
    const id = newEventId();
    await post(envelopeUrl(server, one), eventEnvelope(id, { message: "in one" }));
    await post(envelopeUrl(server, two), eventEnvelope(id, { message: "in two" }));
    expect([
      pick(await until("one", () => eventDetail(server, one, id)), "title"),
      pick(await until("two", () => eventDetail(server, two, id)), "title"),
    ]).toEqual(["in one", "in two"]);
  });

  test("header injection: nothing of a request ends up in the answer's headers", async () => {
    const evil = "\\r\\nX-Evil: 1\\r\\nSet-Cookie: a=b";
    const answers = await Promise.all([
      post(envelopeUrl(server, project), envelope(`{"event_id":"${evil}"}`, '{"type":"event"}', '{"message":"x"}')),
      post(`${envelopeUrl(server, project)}&sentry_client=a%0d%0aX-Evil:%201&sentry_version=7%0d%0aX-Evil:%202`, eventEnvelope(newEventId(), { message: "x" })),
      post(`${server.url}/api/${project.id}%0d%0aX-Evil:%203/envelope/`, someEvent),
      post(envelopeUrl(server, project), eventEnvelope(newEventId(), { message: "x" }), { origin: "https://evil.example", referer: "https://evil.example/" }),
    ]);
    await besideIt();
    for (const answer of answers) {
      expect(answer.status).toBeGreaterThanOrEqual(200);
      expect(answer.status).toBeLessThan(500);
      expect([answer.headers.get("x-evil"), answer.headers.get("set-cookie")]).toEqual([null, null]);
    }
  });
});

describe("broken HTTP", () => {
  /** Writes raw bytes, gives what comes back until the connection closes or falls silent. */
  const raw = (text: string, thenEnd = false): Promise<string> =>
    new Promise((resolve) => {
      const socket = net.connect(server.port, "127.0.0.1", () => {
        socket.write(text);
        if (thenEnd) socket.destroySoon();
      });
      let answer = "";
      const done = (): void => {
        socket.destroy();
        resolve(answer);
      };
      socket.on("data", (data) => {
        answer += data.toString("latin1");
        if (answer.includes("\r\n\r\n")) socket.end();
      });
      socket.on("close", done);
      socket.on("error", done);
      socket.setTimeout(10_000, done);
    });
  const line = (): string => `POST /api/${project.id}/envelope/?sentry_key=${project.key} HTTP/1.1\r\nHost: x\r\n`;

  test.each([
    ["a header that is no header", () => `${line()}this is not a header\r\n\r\n`, /^HTTP\/1\.1 400/],
    ["both lengths", () => `${line()}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, /^HTTP\/1\.1 400/],
    ["a chunk size that is no number", () => `${line()}Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n`, /^(?:HTTP\/1\.1 400|$)/],
    ["100 KB of headers", () => `${line()}X-Long: ${"a".repeat(100_000)}\r\n\r\n`, /^(?:HTTP\/1\.1 4(?:00|31)|$)/],
    ["not HTTP", () => "\u0016\u0003\u0001\u0002\r\n\r\n", /^HTTP\/1\.1 400/],
  ])("%s", async (_name, request, expected) => {
    const [answer] = await Promise.all([raw(request()), besideIt()]);
    expect(answer).toMatch(expected);
  });

  test("a client that goes away in the middle of its body", async () => {
    const cut = Array.from({ length: 20 }, () => raw(`${line()}Content-Length: 100000\r\n\r\n{"event_id":`, true));
    await besideIt();
    // Node answers 400 on a connection that ends early; most clients are gone by then.
    for (const answer of await Promise.all(cut)) expect(answer).toMatch(/^(?:HTTP\/1\.1 400|$)/);
    await besideIt();
  });

  test("a body announced as 10 GB is refused before it is sent", async () => {
    const answer = await raw(`${line()}Content-Length: 10000000000\r\n\r\n{}`);
    expect(answer).toMatch(/^HTTP\/1\.1 413/);
  });
});

test("after all of it the server is well, and its memory near what it was", async () => {
  await besideIt();
  const health = await fetch(`${server.url}/_health/`);
  expect(health.status).toBe(200);
  expect(server.log()).not.toMatch(/uncaught|unhandled/i);
  expect(server.peakRssMb() - idle).toBeLessThan(600);
});
