import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { MessageChannel, Worker } from "node:worker_threads";
import { rolldown } from "rolldown";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { openFileLog } from "../log/files/adapter.ts";
import type { EventLog } from "../log/port.ts";
import { StoreUnavailable } from "../stores/store-unavailable.ts";
import type { ProcessedBatch } from "./batch.ts";
import { startDispatcher, type Dispatcher } from "./dispatcher.ts";
import type { CommittedFacts } from "./facts.ts";
import { envelopeRecord, errorEvent } from "./record-kit.ts";
import { serveCommits } from "./serve-commits.ts";

let folder: string;
let log: EventLog;
let channel: MessageChannel;
let committed: ProcessedBatch[];
let warnings: string[];
let letters: number[];
let dispatcher: Dispatcher | undefined;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "vedette-dispatch-"));
  log = await openFileLog({ folder, committedSeq: 0, onWarning: (message) => warnings.push(message) });
  channel = new MessageChannel();
  committed = [];
  warnings = [];
  letters = [];
});

afterEach(async () => {
  await dispatcher?.stop();
  dispatcher = undefined;
  await log.close();
  channel.port1.close();
  channel.port2.close();
  rmSync(folder, { recursive: true });
});

/** A real thread that serves processing; one that meets `POISON` in a body ends, as if it had run out of memory. */
const program = `
import { parentPort } from "node:worker_threads";
import { readBatch } from ${JSON.stringify(path.join(import.meta.dirname, "../log/files/read-batch.ts"))};
import { serveProcessing } from ${JSON.stringify(path.join(import.meta.dirname, "serve-processing.ts"))};
let poison = false;
parentPort.on("message", ({ job }) => { poison = job?.poison === true; });
serveProcessing({ main: parentPort, readBatch: (batch, onDamaged) => {
  const records = readBatch(batch, onDamaged);
  const bad = records.find(({ body }) => Buffer.from(body).includes("POISON"));
  if (bad === undefined || (poison && !Buffer.from(bad.body).includes("DEADLY"))) return records;
  return records.map((record) => (record === bad ? Object.defineProperty({ ...record }, "body", { get: () => process.exit(1) }) : record));
} });
`;

/** In one file, as the server's own threads are: from their sources a start takes a second, and there are many. */
let bundle: string;
let bundleFile: string;

beforeAll(async () => {
  bundle = mkdtempSync(path.join(tmpdir(), "vedette-processor-"));
  const input = path.join(bundle, "entry.js");
  bundleFile = path.join(bundle, "processor.mjs");
  writeFileSync(input, program);
  const build = await rolldown({ input, platform: "node", resolve: { conditionNames: ["@vedette/source", "node", "import"] }, logLevel: "warn" });
  await build.write({ file: bundleFile, format: "esm" });
  await build.close();
});
afterAll(() => rmSync(bundle, { recursive: true }));

function startProcessor(): Worker {
  return new Worker(bundleFile);
}

/** Starts the line and answers when everything up to `seq` is committed. */
function run(processors: number, seq: number, commit: (batch: ProcessedBatch) => Promise<void> = () => Promise.resolve()): Promise<void> {
  return new Promise((resolve) => {
    serveCommits({
      main: channel.port2,
      retryMs: 1,
      committer: {
        commit: async (batch) => {
          await commit(batch);
          committed.push(batch);
          return { lastSeq: batch.lastSeq, at: 0, issues: [], rows: [], events: batch.events.length, outcomes: batch.outcomes.length };
        },
        giveUp: () => Promise.reject(new Error("nothing is given up")),
      },
      keepLetter: (seq) => {
        letters.push(seq);
        return String(seq);
      },
      removeLetter: () => undefined,
    });
    dispatcher = startDispatcher({
      log,
      writer: channel.port1,
      startProcessor,
      processors,
      onFacts: (facts: CommittedFacts) => {
        if (facts.lastSeq >= seq) resolve();
      },
      onWarning: (message) => warnings.push(message),
      onFault: (message) => warnings.push(message),
    });
  });
}

async function append(from: number, to: number, bodyOf: (seq: number) => string = () => "TypeError"): Promise<void> {
  for (let seq = from; seq <= to; seq++) {
    const { meta, body } = envelopeRecord(seq, [errorEvent(bodyOf(seq))]);
    await log.append(meta, body);
  }
}

test("records are processed by several threads and committed in the order of the log", async () => {
  await append(1, 600);
  await run(2, 600);
  expect(committed.flatMap(({ events }) => events.map(({ seq }) => seq))).toEqual(Array.from({ length: 600 }, (_, i) => i + 1));
  expect(log.stats()).toMatchObject({ committedSeq: 600, pendingRecords: 0 });
});

test("what arrives later is taken, too, and stopping waits for it", async () => {
  await append(1, 3);
  await run(1, 3);
  await append(4, 10);
  await dispatcher?.stop();
  expect(committed.at(-1)?.lastSeq).toBe(10);
});

test("a record that ends its thread is recorded, and nothing else is lost", async () => {
  await append(1, 40, (seq) => (seq === 17 ? "POISON" : "TypeError"));
  await run(1, 40);
  const events = committed.flatMap((batch) => batch.events.map(({ seq }) => seq));
  expect(events).toEqual(Array.from({ length: 40 }, (_, i) => i + 1).filter((seq) => seq !== 17));
  expect(committed.flatMap(({ outcomes }) => outcomes)).toMatchObject([{ seq: 17, outcome: "invalid", reason: "internal" }]);
  expect(letters).toEqual([17]);
  expect(warnings.at(-1)).toMatch(/^Record 17 could not be processed or stored\..* are kept as dead letter 17\./);
});

test("a record that cannot even be recorded does not stop the line, and the operator hears of it", async () => {
  await append(1, 3, (seq) => (seq === 2 ? "DEADLY POISON" : "TypeError"));
  await run(1, 3);
  expect(committed.flatMap((batch) => batch.events.map(({ seq }) => seq))).toEqual([1, 3]);
  expect(warnings.at(-1)).toBe("Record 2 cannot even be recorded as one that cannot be processed. It is lost.");
});

test("a store that refuses holds the line until it takes the same batch", async () => {
  let refusals = 3;
  await append(1, 5);
  await run(1, 5, () => (refusals-- > 0 ? Promise.reject(new StoreUnavailable("the disk is full")) : Promise.resolve()));
  expect(committed.flatMap(({ events }) => events).length).toBe(5);
  expect(warnings.filter((message) => message.includes("the disk is full")).length).toBe(1);
});

test("no more batches are taken than the threads can work on", async () => {
  await append(1, 2000);
  const gate = Promise.withResolvers<void>();
  const first = Promise.withResolvers<void>();
  const done = run(1, 2000, async () => {
    first.resolve();
    await gate.promise;
  });
  await first.promise;
  expect(dispatcher?.stats().inFlight).toBe(2);
  gate.resolve();
  await done;
  expect(committed.length).toBeGreaterThanOrEqual(8);
});

test("threads end when the dispatcher stops", async () => {
  const threads: Worker[] = [];
  const nothing = () => Promise.reject(new Error("nothing to commit"));
  serveCommits({ main: channel.port2, committer: { commit: nothing, giveUp: nothing }, keepLetter: () => undefined, removeLetter: () => undefined });
  const idle = startDispatcher({
    log,
    writer: channel.port1,
    startProcessor: () => {
      const worker = startProcessor();
      threads.push(worker);
      return worker;
    },
    processors: 2,
    onFacts: () => undefined,
    onWarning: () => undefined,
    onFault: () => undefined,
  });
  const ended = Promise.all(threads.map((worker) => once(worker, "exit")));
  await idle.stop();
  await ended;
  expect(threads.length).toBe(2);
});
