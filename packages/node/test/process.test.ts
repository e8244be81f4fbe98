import { spawn } from "node:child_process";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { eventsOf, itemsOf, startFakeIngest, type FakeIngest, type ReceivedEnvelope } from "@vedette/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { installBuilt } from "./built-app.ts";
import { nodeVersions } from "./node-versions.ts";

/** A program that has not ended by itself after this many milliseconds is killed, and its code is null. */
const PATIENCE = 90_000;

let app: string;
let ingest: FakeIngest;
beforeAll(() => {
  app = installBuilt();
});
afterAll(() => rmSync(app, { recursive: true }));
beforeEach(async () => {
  ingest = await startFakeIngest();
});
afterEach(() => ingest.stop());

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly envelopes: readonly ReceivedEnvelope[];
}

function run(node: string, program: string, nodeArgs: readonly string[] = [], args: readonly string[] = []): Promise<Ended> {
  const child = spawn(node, [...nodeArgs, path.join(app, "programs", program), ...args], {
    env: { PATH: process.env["PATH"], SENTRY_DSN: ingest.dsn },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (data) => (output.stdout += String(data)));
  child.stderr.on("data", (data) => (output.stderr += String(data)));
  const killer = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
  return new Promise((resolve, reject) => {
    child.on("exit", () => clearTimeout(killer));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...output, envelopes: ingest.envelopes }));
  });
}

const values = (ended: Ended): unknown[] => eventsOf(ended.envelopes).map((event) => event.exception?.values.at(-1)?.value ?? event.message);

// What npm would install.
describe.each(nodeVersions)("%s", (version, node) => {
  test("process.exit right after a capture delivers it and keeps the exit code", async () => {
    const ended = await run(node, "exit-at-once.mjs");
    expect(ended.code).toBe(7);
    expect(ended.stderr).toBe("");
    expect(values(ended)).toEqual(["last words"]);
    expect(itemsOf(ended.envelopes, "log").map(({ body }) => body)).toEqual(["a log as well"]);
  });

  test("a process that ends by itself delivers first", async () => {
    const ended = await run(node, "loop-runs-dry.mjs");
    expect(ended.code).toBe(0);
    expect(values(ended)).toEqual(["at the end"]);
    expect(itemsOf(ended.envelopes, "trace_metric")).toHaveLength(1);
    expect(itemsOf(ended.envelopes, "session")).toMatchObject([{ status: "exited", errors: 0 }]);
  });

  test("an unhandled rejection ends the process as Node would, reported once", async () => {
    const ended = await run(node, "rejection.mjs");
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain("RangeError: nobody listens");
    expect(values(ended)).toEqual(["nobody listens"]);
    expect(eventsOf(ended.envelopes)[0]).toMatchObject({
      level: "fatal",
      exception: { values: [{ mechanism: { type: "auto.node.onunhandledrejection", handled: false } }] },
    });
    expect(itemsOf(ended.envelopes, "session")).toMatchObject([{ status: "crashed", errors: 1 }]);
  });

  test("--unhandled-rejections=warn keeps its meaning", async () => {
    const ended = await run(node, "rejection.mjs", ["--unhandled-rejections=warn"]);
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain("UnhandledPromiseRejectionWarning");
    expect(values(ended)).toEqual(["nobody listens"]);
  });

  test("an application that handles uncaught exceptions lives on", async () => {
    const ended = await run(node, "survives.mjs");
    expect(ended).toMatchObject({ code: 0, stdout: "still here\n" });
    expect(values(ended)).toEqual(["handled by the application"]);
  });

  test.each(["hang", "reset", { status: 500, body: "<html>no</html>" }] as const)(
    "a server that answers %o delays the end by no more than was allowed",
    async (answer) => {
      ingest.answerWith(answer);
      const ended = await run(node, "unreachable.mjs");
      expect(ended).toMatchObject({ code: 3, stderr: "" });
    },
  );

  test("what a server that is away did not get is sent by the next start, once", async () => {
    const folder = path.join(app, `spool of ${version}`);
    ingest.answerWith("reset");
    await run(node, "spool.mjs", [], [folder, "before the restart"]);
    expect((await run(node, "spool.mjs", [], [folder, "at exit"])).code).toBe(4);
    writeFileSync(path.join(folder, "1700000000000-1-0.envelope"), "half an envel");
    expect(readdirSync(folder)).toHaveLength(3);
    ingest.answerWith(undefined);
    await Promise.all([run(node, "spool.mjs", [], [folder]), run(node, "spool.mjs", [], [folder])]);
    const arrived = eventsOf(ingest.envelopes).map(({ message }) => String(message));
    expect(arrived.toSorted((a, b) => a.localeCompare(b))).toEqual(["at exit", "before the restart"]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("primary and workers of a cluster report for themselves", async () => {
    const ended = await run(node, "cluster.mjs");
    expect(ended).toMatchObject({ code: 0, stdout: "0,1\n" });
    const told = eventsOf(ended.envelopes).map((event) => [event.message ?? event.exception?.values.at(-1)?.value, event.tags?.["role"], event.tags?.["path"]]);
    expect(told.toSorted((a, b) => String(a[0]).localeCompare(String(b[0])))).toEqual([
      ["a worker ended with 0", "primary", undefined],
      ["a worker ended with 1", "primary", undefined],
      ["crash in a worker", "worker", "/fail"],
      ["handled in a worker", "worker", "/fail"],
    ]);
  });

  test("above overload.syncThreshold the program waits, and a flood arrives whole", async () => {
    const ended = await run(node, "sync-threshold.mjs");
    expect(eventsOf(ended.envelopes)).toHaveLength(400);
    expect(itemsOf(ended.envelopes, "client_report")).toEqual([]);
  });

  test("delivery: sync has delivered when the capture returns", async () => {
    const ended = await run(node, "sync.mjs");
    expect(ended).toMatchObject({ code: null, stderr: "" });
    expect(eventsOf(ended.envelopes)).toMatchObject([{ exception: { values: [{ value: "just before the end" }] } }]);
    expect(eventsOf(ended.envelopes)[0]?.exception?.values[0]?.stacktrace?.frames.at(-1)?.context_line).toContain("just before the end");
    expect(itemsOf(ended.envelopes, "transaction")).toMatchObject([{ transaction: "work" }]);
  });

  test("worker threads, CommonJS and no DSN", async () => {
    expect(values(await run(node, "worker.mjs"))).toEqual(["from a worker"]);
    expect(values(await run(node, "common.cjs"))).toEqual(["from a worker", "from CommonJS"]);
    expect(await run(node, "no-dsn.mjs")).toMatchObject({ code: 0, stdout: "false true\n", stderr: "" });
  });
});
