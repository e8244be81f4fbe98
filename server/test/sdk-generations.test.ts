import zlib from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { api, eventDetail, newProject, type Project, projectPath, type Server, startServer, until } from "./harness.ts";
import { listAt, pick } from "./json-path.ts";
import { newEventId } from "./load.ts";

// SDKs that cannot run here: their requests byte for byte, as `protocol.md` §2.1, §3, §4 and §19 describe each, read back through the API.

let server: Server;
let project: Project;
beforeAll(async () => {
  server = await startServer();
  project = await newProject(server, "generations");
});
afterAll(() => server?.[Symbol.asyncDispose]());

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
const gzip = (text: string): Buffer => zlib.gzipSync(text, { level: 9 });

interface Sent {
  readonly path: "envelope" | "store";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  readonly query?: string;
}

/** Bytes, so that fetch adds no content type of its own. */
async function send({ path, headers, body, query = "" }: Sent): Promise<{ readonly status: number; readonly json: unknown }> {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const answer = await fetch(`${server.url}/api/${project.id}/${path}/${query}`, { method: "POST", headers, body: new Uint8Array(bytes) });
  const json: unknown = await answer.json();
  return { status: answer.status, json };
}

const stored = (id: string): Promise<unknown> => until(`event ${id}`, () => eventDetail(server, project, id));
const auth = (client: string, more = ""): string => `Sentry sentry_version=7, sentry_client=${client}, ${more}sentry_key=${project.key}`;
const tag = (event: unknown, key: string): unknown =>
  pick(
    listAt(event, "tags").find((candidate) => pick(candidate, "key") === key),
    "value",
  );
const values = (event: unknown): readonly unknown[] =>
  listAt(
    listAt(event, "entries").find((entry) => pick(entry, "type") === "exception"),
    "data",
    "values",
  );

const exception = (type: string, value: string, frames: readonly object[]): object => ({ values: [{ type, value, stacktrace: { frames } }] });

test("Elixir: header authentication with an obsolete timestamp, no content type, no encoding; the answer is 200 with the id", async () => {
  const id = newEventId();
  const payload = JSON.stringify({
    event_id: id,
    timestamp: "2026-11-20T10:11:12.345678",
    platform: "elixir",
    level: "error",
    sdk: { name: "sentry-elixir", version: "11.0.4" },
    release: "shop@1.4.0",
    environment: "proof",
    exception: exception("ArithmeticError", "bad argument in arithmetic expression", [
      { filename: "lib/shop/till.ex", function: "Shop.Till.close/1", module: "Elixir.Shop.Till", lineno: 12, in_app: true },
    ]),
  });
  const answer = await send({
    path: "envelope",
    headers: { "user-agent": "sentry-elixir/11.0.4", "x-sentry-auth": auth("sentry-elixir/11.0.4", "sentry_timestamp=1763633472, ") },
    body: `{"event_id":"${id}"}\n{"type":"event","length":${Buffer.byteLength(payload)}}\n${payload}\n`,
  });
  expect(answer).toEqual({ status: 200, json: { id } });
  const event = await stored(id);
  expect(event).toMatchObject({ title: "ArithmeticError: bad argument in arithmetic expression", platform: "elixir", sdk: { name: "sentry-elixir" } });
  expect(pick(values(event), 0, "stacktrace", "frames", 0)).toMatchObject({ function: "Shop.Till.close/1", inApp: true });
});

test("Elixir: a client report under the header `{{}}` is answered and breaks nothing", async () => {
  const report = JSON.stringify({ timestamp: 1_795_300_000, discarded_events: [{ reason: "queue_overflow", category: "error", quantity: 2 }] });
  const answer = await send({
    path: "envelope",
    headers: { "x-sentry-auth": auth("sentry-elixir/10.2.0") },
    body: `{{}}\n{"type":"client_report","length":${Buffer.byteLength(report)}}\n${report}\n`,
  });
  expect([200, 400]).toContain(answer.status);
});

test("PHP 4: envelope with dsn and trace in its header, items without length", async () => {
  const id = newEventId();
  const traceId = newEventId();
  const dsn = project.dsn;
  const answer = await send({
    path: "envelope",
    headers: { "content-type": "application/x-sentry-envelope", "user-agent": "sentry.php/4.10.0", "x-sentry-auth": auth("sentry.php/4.10.0") },
    body:
      line({
        event_id: id,
        sent_at: new Date().toISOString(),
        dsn,
        sdk: { name: "sentry.php", version: "4.10.0" },
        trace: { trace_id: traceId, public_key: project.key },
      }) +
      line({ type: "event", content_type: "application/json" }) +
      JSON.stringify({
        timestamp: Date.now() / 1000,
        platform: "php",
        sdk: { name: "sentry.php", version: "4.10.0" },
        server_name: "till-1",
        tags: { tenant: "acme" },
        contexts: {
          runtime: { name: "php", version: "8.3.1" },
          os: { name: "Linux", version: "6.1", build: "#1 SMP" },
          trace: { trace_id: traceId, span_id: "a".repeat(16) },
        },
        modules: { "symfony/console": "7.2.0" },
        exception: {
          values: [
            {
              type: "RuntimeException",
              value: "no change in the till",
              stacktrace: { frames: [{ filename: "/src/Till.php", lineno: 7, in_app: true, abs_path: "/app/src/Till.php", function: "App\\Till::close" }] },
              mechanism: { type: "generic", handled: true, data: { code: 0 } },
            },
          ],
        },
      }),
  });
  expect(answer).toEqual({ status: 200, json: { id } });
  const event = await stored(id);
  expect(event).toMatchObject({ title: "RuntimeException: no change in the till", platform: "php", packages: { "symfony/console": "7.2.0" } });
  expect([tag(event, "tenant"), tag(event, "server_name"), tag(event, "handled")]).toEqual(["acme", "till-1", "yes"]);
  expect(pick(event, "contexts", "trace", "trace_id")).toBe(traceId);
});

test(".NET 5: gzip, item lengths, frames by address with their images", async () => {
  const id = newEventId();
  const payload = JSON.stringify({
    event_id: id,
    timestamp: new Date().toISOString().replace("Z", "+00:00"),
    platform: "csharp",
    sdk: { name: "sentry.dotnet.aspnetcore", version: "5.11.2", packages: [{ name: "nuget:sentry.dotnet.aspnetcore", version: "5.11.2" }] },
    release: "shop@1.4.0",
    contexts: {
      os: { type: "os", raw_description: "Linux 6.1.0" },
      runtime: { type: "runtime", name: ".NET", version: "9.0.1", raw_description: ".NET 9.0.1" },
    },
    exception: {
      values: [
        {
          type: "System.InvalidOperationException",
          value: "The till is closed.",
          module: "System.Private.CoreLib, Version=9.0.0.0",
          thread_id: 11,
          stacktrace: {
            frames: [
              {
                function: "void Till.Close()",
                module: "Shop.Till",
                in_app: true,
                package: "Shop, Version=1.4.0.0",
                instruction_addr: "0x1f",
                addr_mode: "rel:0",
                function_id: "0x6",
              },
            ],
          },
          mechanism: { type: "UnhandledException", handled: false },
        },
      ],
    },
    debug_meta: { images: [{ type: "pe_dotnet", debug_id: "3f0c2c5b-7a5d-4c35-8a52-3c3a2f1c9b11-d24f7a1c", code_file: "/app/Shop.dll" }] },
  });
  const answer = await send({
    path: "envelope",
    headers: {
      "content-type": "application/x-sentry-envelope",
      "content-encoding": "gzip",
      "user-agent": "sentry.dotnet/5.11.2",
      "x-sentry-auth": `Sentry sentry_version=7,sentry_client=sentry.dotnet/5.11.2,sentry_key=${project.key}`,
    },
    body: gzip(
      line({ sdk: { name: "sentry.dotnet", version: "5.11.2" }, event_id: id, sent_at: new Date().toISOString() }) +
        line({ type: "event", length: Buffer.byteLength(payload) }) +
        payload,
    ),
  });
  expect(answer).toEqual({ status: 200, json: { id } });
  const event = await stored(id);
  expect(event).toMatchObject({ title: "System.InvalidOperationException: The till is closed.", platform: "csharp" });
  expect([tag(event, "handled"), tag(event, "os.name"), tag(event, "runtime.name")]).toEqual(["no", "Linux", ".NET"]);
});

test("Cocoa 8: a crash with threads, images and one of its session's updates in one envelope", async () => {
  const id = newEventId();
  const session = "8b2a4f4e-3f75-4bf0-9d4e-3f2f1e6f9c01";
  const answer = await send({
    path: "envelope",
    headers: { "content-type": "application/x-sentry-envelope", "content-encoding": "gzip", "x-sentry-auth": auth("sentry.cocoa/8.49.0") },
    body: gzip(
      line({ event_id: id, sdk: { name: "sentry.cocoa", version: "8.49.0" } }) +
        line({ type: "event" }) +
        line({
          event_id: id,
          timestamp: Date.now() / 1000,
          platform: "cocoa",
          level: "fatal",
          release: "com.example.shop@1.4.0+7",
          dist: "7",
          exception: {
            values: [
              {
                type: "EXC_BAD_ACCESS",
                value: "Attempted to dereference null pointer.",
                thread_id: 0,
                mechanism: { type: "mach", handled: false, meta: { signal: { number: 11, code: 0, name: "SIGSEGV" } } },
                stacktrace: {
                  frames: [{ function: "-[Till close]", package: "/private/var/Shop.app/Shop", instruction_addr: "0x0000000102a1c0de", in_app: true }],
                  registers: { x0: "0x0" },
                },
              },
            ],
          },
          threads: { values: [{ id: 0, crashed: true, current: true, name: "main" }] },
          debug_meta: {
            images: [
              {
                type: "macho",
                debug_id: "9BFC0C5B-7A5D-4C35-8A52-3C3A2F1C9B11",
                image_addr: "0x0000000102a00000",
                image_size: 65536,
                code_file: "/private/var/Shop.app/Shop",
              },
            ],
          },
        }) +
        line({ type: "session" }) +
        line({
          sid: session,
          did: "phone-1",
          init: true,
          started: new Date().toISOString(),
          timestamp: new Date().toISOString(),
          seq: 3,
          status: "crashed",
          errors: 1,
          attrs: { release: "com.example.shop@1.4.0+7", environment: "production" },
        }),
    ),
  });
  expect(answer).toEqual({ status: 200, json: { id } });
  const event = await stored(id);
  expect(event).toMatchObject({ title: expect.stringContaining("EXC_BAD_ACCESS"), platform: "cocoa", dist: "7" });
  expect([tag(event, "mechanism"), tag(event, "handled"), tag(event, "level")]).toEqual(["mach", "no", "fatal"]);
  const query = "field=sum(session)&groupBy=session.status&statsPeriod=2d&interval=1d";
  const { body } = await until("the session", async () => {
    const found = await api(server, project, `/organizations/${project.orgSlug}/sessions/?${query}&project=${project.id}`);
    return listAt(found.body, "groups").some((group) => pick(group, "by", "session.status") === "crashed" && pick(group, "totals", "sum(session)") === 1)
      ? found
      : undefined;
  });
  expect(listAt(body, "groups").length).toBeGreaterThan(0);
});

test("raven-python 6: base64 of zlib at /store/, interfaces under their long names, bare NaN, a secret", async () => {
  const id = newEventId();
  const json = `{"event_id":"${id}","message":"cannot sell 0 pieces","timestamp":"2026-11-21T10:00:00","level":"error","logger":"shop.till",
    "platform":"python","project":"${project.id}","server_name":"till-1","extra":{"ratio":NaN},"culprit":"shop.till in close",
    "sentry.interfaces.Message":{"message":"cannot sell %s pieces","params":["0"]},
    "exception":{"values":[{"type":"ValueError","value":"0 pieces","module":"builtins","stacktrace":{"frames":[{"filename":"shop/till.py","function":"close","module":"shop.till","lineno":4}]}}]}}`;
  const answer = await send({
    path: "store",
    headers: {
      "content-type": "application/octet-stream",
      "content-encoding": "",
      "user-agent": "raven-python/6.10.0",
      "x-sentry-auth": `Sentry sentry_timestamp=1763633472.1, sentry_client=raven-python/6.10.0, sentry_version=6, sentry_key=${project.key}, sentry_secret=${"b".repeat(32)}`,
    },
    body: zlib.deflateSync(json).toString("base64"),
  });
  expect(answer).toEqual({ status: 200, json: { id } });
  const event = await stored(id);
  expect(event).toMatchObject({ title: "ValueError: 0 pieces", platform: "python", context: { ratio: null } });
  expect([tag(event, "logger"), tag(event, "server_name")]).toEqual(["shop.till", "till-1"]);
  expect(pick(event, "sdk", "name")).toBe("raven-python");
});

test("raven-js 3: plain JSON at /store/ with the key in the query", async () => {
  const id = newEventId();
  const answer = await send({
    path: "store",
    query: `?sentry_version=7&sentry_client=raven-js%2F3.27.0&sentry_key=${project.key}`,
    headers: { "content-type": "text/plain;charset=UTF-8", origin: "https://shop.example.com" },
    body: JSON.stringify({
      event_id: id,
      project: project.id,
      logger: "javascript",
      platform: "javascript",
      request: { url: "https://shop.example.com/cart", headers: { "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" } },
      exception: exception("TypeError", "cart is undefined", [
        { filename: "https://shop.example.com/app.js", function: "pay", lineno: 1, colno: 200, in_app: true },
      ]),
      culprit: "https://shop.example.com/app.js",
    }),
  });
  expect(answer).toEqual({ status: 200, json: { id } });
  const event = await stored(id);
  expect(event).toMatchObject({ title: "TypeError: cart is undefined", platform: "javascript" });
  expect([tag(event, "browser.name"), tag(event, "url")]).toEqual(["Firefox", "https://shop.example.com/cart"]);
});

test("offline caches: an envelope of three days ago keeps the time of its event", async () => {
  const id = newEventId();
  const then = Date.now() / 1000 - 3 * 86_400;
  await send({
    path: "envelope",
    headers: { "x-sentry-auth": auth("sentry.java.android/8.52.0") },
    body:
      line({ event_id: id, sent_at: new Date().toISOString() }) +
      line({ type: "event" }) +
      line({ timestamp: then, platform: "java", message: { formatted: "from the cache" } }),
  });
  await stored(id);
  const { body } = await api(server, project, `${projectPath(project)}/events/${id}/`);
  expect(Math.abs(Date.parse(String(pick(body, "dateCreated"))) / 1000 - then)).toBeLessThan(2);
});
