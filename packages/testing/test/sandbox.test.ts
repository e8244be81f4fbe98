import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import vm from "node:vm";
import { beforeAll, expect, test } from "vitest";
import { buildPackages } from "../../node/test/built-app.ts";

// What Jest does to a program: each file of tests runs as CommonJS in a `vm` context, with intrinsics of its own (`Error`, `Promise`, `RegExp` and
// others, but Node's `Uint8Array`), where `import()` fails. What Node itself makes there, such as an error of `fs`, is of the other realm.

const root = path.resolve(import.meta.dirname, "../../..");
const nodeRequire = createRequire(import.meta.url);
beforeAll(buildPackages);

type Require = (name: string) => unknown;

/** Loads files as Jest does. */
function createSandbox(globals: object): { readonly run: (program: string) => unknown } {
  const context = vm.createContext({ ...globals });
  vm.runInContext("globalThis.global = globalThis", context);
  const loaded = new Map<string, { exports: unknown }>();
  const load = (file: string, code: string): unknown => {
    const known = loaded.get(file);
    if (known) return known.exports;
    const module: { exports: unknown } = { exports: {} };
    loaded.set(file, module);
    const wrapper: unknown = new vm.Script(`(function (module, exports, require, __filename) {${code}\n})`, { filename: file }).runInContext(context);
    if (typeof wrapper !== "function") throw new TypeError("no function");
    Reflect.apply(wrapper, undefined, [module, module.exports, requireFrom(path.dirname(file)), file]);
    return module.exports;
  };
  const requireFrom =
    (folder: string): Require =>
    (name) => {
      if (name === "node:module") return { createRequire: () => requireFrom(folder) };
      if (name.startsWith("node:")) return nodeRequire(name);
      const file = name.startsWith("@vedette/") ? path.join(root, "packages", name.slice("@vedette/".length), "dist/index.cjs") : path.join(folder, name);
      return load(file, readFileSync(file, "utf8"));
    };
  return { run: (program) => load(path.join(import.meta.dirname, "program.cjs"), program) };
}

const shared = { process, Buffer, console, URL, AbortController, AbortSignal, Uint8Array, ArrayBuffer, performance, setTimeout, clearTimeout, setImmediate };

test("the SDK of Node posts from a sandbox, plain and compressed", async () => {
  const { run } = createSandbox({ ...shared, TextEncoder, TextDecoder });
  const found = await run(`
    const vedette = require("@vedette/node");
    const { startFakeIngest, eventsOf } = require("@vedette/testing");
    module.exports = (async () => {
      const ingest = await startFakeIngest();
      vedette.init({ dsn: ingest.dsn, retryDelays: [], ignoreErrors: [/^Error: harmless/g], tracePropagationTargets: [/x/] });
      const outcomes = [await vedette.captureException(new RangeError("small"), { wait: true })];
      outcomes.push(await vedette.captureException(new Error("harmless"), { wait: true }));
      outcomes.push(await vedette.captureException(new Error("large", { cause: new TypeError("inner") }), { wait: true, extra: { text: Array(9).fill("x".repeat(9000)) } }));
      try { require("node:fs").readFileSync("/nowhere") } catch (error) { outcomes.push(await vedette.captureException(error, { wait: true })); }
      const wrong = await new Promise((resolve) => { try { vedette.init({ sampleRate: 7 }) } catch (error) { resolve(error instanceof vedette.InvalidOptionError) } });
      await vedette.close(0);
      await ingest.stop();
      const encodings = ingest.envelopes.filter((one) => eventsOf([one]).length > 0).map(({ request }) => request.headers["content-encoding"]);
      return { statuses: outcomes.map(({ status }) => status), errors: eventsOf(ingest.envelopes).map(({ exception }) => exception.values.map(({ type }) => type)), encodings, wrong };
    })();
  `);
  expect(found).toEqual({
    statuses: ["sent", "excluded", "sent", "sent"],
    errors: [["RangeError"], ["TypeError", "Error"], ["Error"]],
    encodings: [undefined, "gzip", undefined],
    wrong: true,
  });
});

test("what was captured is read where there is no TextDecoder, as in Jest's jsdom", async () => {
  const { run } = createSandbox(shared);
  const found = await run(`
    const core = require("@vedette/core");
    const { matchers, withCapturedEvents } = require("@vedette/testing");
    module.exports = (async () => {
      const { events } = await withCapturedEvents(() => core.captureException(new RangeError("cart 77"), { extra: { list: new Map([["a", [1]]]) } }));
      return { extra: events[0].extra, pass: matchers.toContainEvent(events, { value: /77/, extra: { list: { a: [1] } } }).pass };
    })();
  `);
  expect(found).toEqual({ extra: { list: { a: [1] } }, pass: true });
});
