import vm from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pick } from "../../test/json-path.ts";
import { startApp, type TestApp } from "../api/testing-app.ts";
import type { ProjectKey } from "../stores/state/model.ts";
import { createEmbed } from "./routes.ts";

const eventId = "c".repeat(32);
let app: TestApp;
let key: ProjectKey;
let token: string;
let ask: (path: string, init?: RequestInit) => Promise<Response>;

beforeAll(async () => {
  app = await startApp();
  const acme = await app.organization("Acme");
  ({ key } = await app.project(acme, "Web"));
  token = await app.token(acme);
  const { state, writer, telemetry } = app.stores;
  const embed = createEmbed({ state, writer, telemetry, clock: { now: () => app.time.now }, publicUrl: () => app.publicUrl, sdkFile: "/nowhere" });
  ask = async (path, init) => (await embed(new Request(`http://127.0.0.1${path}`, init))) ?? new Response("not mine", { status: 421 });
});
afterAll(() => app.close());

const dsn = (): string => `https://${key.publicKey}@errors.example/${key.projectId}`;
const dialog = (more: Readonly<Record<string, string>> = {}): string =>
  `/api/embed/error-page/?${new URLSearchParams({ dsn: dsn(), eventId, ...more }).toString()}`;
const post = (fields: Readonly<Record<string, string>>, origin = "https://shop.example"): Promise<Response> =>
  ask(dialog(), { method: "POST", body: new URLSearchParams(fields), headers: { origin } });
const written = { name: "Ann", email: "ann@example.com", comments: "I pressed pay." };

test("the dialog is a script in the language asked for, that nothing sent can break out of", async () => {
  const answer = await ask(dialog({ lang: "de", title: "</script><script>alert(1)//\u2028" }));
  const text = await answer.text();
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("access-control-allow-origin")]).toEqual([
    200,
    "text/javascript; charset=utf-8",
    "*",
  ]);
  expect(text).toContain("Was ist passiert?");
  expect(text).not.toContain("</script>");
  expect(() => new vm.Script(text)).not.toThrow();
  expect((await ask("/api/embed/error-page/?eventId=x")).status).toBe(400);
  expect((await ask(dialog({ dsn: `https://${"0".repeat(32)}@errors.example/1` }))).status).toBe(404);
  expect((await ask(dialog(), { method: "OPTIONS", headers: { origin: "https://a.example" } })).headers.get("access-control-allow-origin")).toBe(
    "https://a.example",
  );
});

test("what is written into it is kept beside the event, and can be corrected for five minutes", async () => {
  expect((await post({ ...written, email: "nobody" })).status).toBe(400);
  expect((await post(written)).status).toBe(200);
  expect((await post({ ...written, comments: "I pressed pay twice." })).status).toBe(200);
  const list = await app.send("/projects/acme/web/user-feedback/", { token });
  expect(list.json).toMatchObject([{ eventID: eventId, ...written, comments: "I pressed pay twice." }]);
  app.time.now += 6 * 60_000;
  const late = await post(written);
  expect([late.status, late.headers.get("x-sentry-context")]).toEqual([409, expect.stringContaining("too old")]);
});

test("only pages of allowed domains may show it", async () => {
  await app.stores.writer.updateProject(key.projectId, { options: { allowedDomains: ["*.shop.example"] } });
  expect((await post(written, "https://evil.example")).status).toBe(403);
  expect((await ask(dialog(), { headers: { origin: "https://www.shop.example" } })).status).toBe(200);
});

test("feedback comes by the API with a token, and with a DSN of the project", async () => {
  const path = "/projects/acme/web/user-feedback/";
  const body = { event_id: "d".repeat(32), ...written };
  const answer = await app.send(path, { token, body });
  expect([answer.status, answer.json]).toMatchObject([200, { eventID: "d".repeat(32), comments: written.comments }]);
  expect((await app.send(path, { token, body: { ...body, comments: " " } })).status).toBe(400);
  const byDsn = (authorization: string, address = path) =>
    ask(`/api/0${address}`, { method: "POST", headers: { authorization }, body: JSON.stringify({ ...body, event_id: "e".repeat(32) }) });
  const first = await byDsn(`DSN ${dsn()}`);
  expect([first.status, pick(await first.json(), "eventID")]).toEqual([200, "e".repeat(32)]);
  expect((await byDsn(`DSN ${dsn()}`, "/projects/acme/other/user-feedback/")).status).toBe(404);
  expect((await byDsn(`DSN https://${"0".repeat(32)}@errors.example/1`)).status).toBe(401);
  expect((await byDsn("Bearer x")).status).toBe(421);
});

interface FakePage {
  readonly scripts: { src: string; loaded: () => void }[];
  readonly calls: unknown[];
  readonly run: (code: string) => unknown;
}

/** As much of a browser as the loader needs. */
function page(loader: string): FakePage {
  const scripts: FakePage["scripts"] = [];
  const calls: unknown[] = [];
  const element = {
    addEventListener: (type: string, listener: () => void) => (type === "load" ? (element.loaded = listener) : undefined),
    src: "",
    loaded: (): void => undefined,
  };
  const document = { currentScript: null, createElement: () => element, head: { appendChild: () => scripts.push(element) } };
  const window: Record<string, unknown> = { addEventListener: () => undefined, removeEventListener: () => undefined };
  const sandbox = vm.createContext({ window, document, setTimeout: (work: () => void) => work(), calls, Object, Array });
  vm.runInContext(loader, sandbox);
  return { scripts, calls, run: (code) => vm.runInContext(code, sandbox) };
}

const sdk = `window.VedetteBrowser = {
  init: (options) => calls.push(["init", options.dsn, options.release, options.tracesSampleRate, options.integrations.length]),
  captureException: (error) => calls.push(["captureException", error]),
  addBreadcrumb: (crumb) => calls.push(["addBreadcrumb", crumb]),
  browserTracingIntegration: () => "tracing" }`;

test("the loader keeps what is called before the SDK is there, loads it with the first error, and then makes the calls", async () => {
  const answer = await ask(`/js-sdk-loader/${key.publicKey}.min.js`);
  expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([200, "*"]);
  const { scripts, calls, run } = page(await answer.text());
  run(`window.Sentry.onLoad(() => window.Sentry.init({ release: "shop@1" })); window.Sentry.addBreadcrumb("before")`);
  expect(scripts).toEqual([]);
  run(`window.Sentry.captureException("boom")`);
  expect(scripts.map(({ src }) => src)).toEqual([`${app.publicUrl}/js-sdk/vedette.min.js`]);
  run(sdk);
  scripts[0]?.loaded();
  expect(calls).toEqual([
    ["init", `https://${key.publicKey}@errors.example/${key.projectId}`, "shop@1", undefined, 0],
    ["addBreadcrumb", "before"],
    ["captureException", "boom"],
  ]);
});

test("options of the key change what it brings, and a key that is switched off brings nothing", async () => {
  const path = `/projects/acme/web/keys/${key.publicKey}/`;
  const changed = await app.send(path, { method: "PUT", token, body: { dynamicSdkLoaderOptions: { hasPerformance: true }, browserSdkVersion: "10.x" } });
  expect(changed.json).toMatchObject({ browserSdkVersion: "10.x", dynamicSdkLoaderOptions: { hasPerformance: true, hasReplay: false } });
  expect((await app.send(path, { method: "PUT", token, body: { browserSdkVersion: "new" } })).status).toBe(400);
  const address = `/js-sdk-loader/${key.publicKey}.js`;
  const answer = await ask(address);
  const { scripts, calls, run } = page(await answer.text());
  expect(scripts).toHaveLength(1);
  run(sdk);
  scripts[0]?.loaded();
  expect(calls).toEqual([["init", expect.any(String), undefined, 1, 1]]);
  expect((await ask(address, { headers: { "if-none-match": answer.headers.get("etag") ?? "" } })).status).toBe(304);
  await app.send(path, { method: "PUT", token, body: { isActive: false } });
  for (const unknown of [address, `/js-sdk-loader/${"0".repeat(32)}.min.js`, "/js-sdk-loader/rubbish"]) {
    const off = await ask(unknown);
    expect([off.status, (await off.text()).startsWith("/*")]).toEqual([200, true]);
  }
});
