import * as fc from "fast-check";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { MessageChannel } from "node:worker_threads";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LogRecord } from "../log/port.ts";
import { openBlobWriter } from "../stores/blobs/files/adapter.ts";
import { migrateState, openStateWriter } from "../stores/state/sqlite/adapter.ts";
import { openTelemetryWriter } from "../stores/telemetry/sqlite/adapter.ts";
import type { ProcessedBatch } from "./batch.ts";
import { createCommitter, type Committer } from "./commit-batch.ts";
import type { FromWriter, Result } from "./job.ts";
import { processBatch } from "./process-batch.ts";
import { batchOf, envelopeRecord, errorEvent, eventId, now } from "./record-kit.ts";
import { serveCommits } from "./serve-commits.ts";

// Whatever a mistake of ours puts into a batch: the writer goes on, the record has a fate, and its neighbours are stored.

const perBatch = 4;

let folder: string;
let committer: Committer;
let project: { readonly projectId: number; readonly keyId: number };
let close: () => Promise<unknown>;
let lastSeq = 0;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "vedette-refused-"));
  await migrateState(path.join(folder, "state.db"));
  const state = await openStateWriter(path.join(folder, "state.db"));
  const telemetry = await openTelemetryWriter(path.join(folder, "telemetry"));
  const blobs = await openBlobWriter(path.join(folder, "blobs"));
  committer = createCommitter({ state, telemetry, blobs, clock: { now: () => now } });
  close = () => Promise.all([state.close(), telemetry.close(), blobs.close()]);
  const organization = await state.createOrganization({ slug: "acme", name: "Acme" });
  const made =
    "refused" in organization ? organization : await state.createProject({ organizationId: organization.id, slug: "web", name: "Web", platform: "node" });
  if ("refused" in made) throw new Error("no project");
  project = { projectId: made.project.id, keyId: made.key.id };
});
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

/** One of everything that a record can become. */
function record(seq: number): LogRecord {
  const log = { timestamp: now / 1000, trace_id: eventId(seq), level: "info", body: "hello" };
  const session = { sid: eventId(seq), init: true, started: new Date(now).toISOString(), status: "ok", attrs: { release: "shop@1" } };
  const checkIn = { check_in_id: eventId(seq), monitor_slug: "nightly", status: "ok", monitor_config: { schedule: { type: "crontab", value: "0 * * * *" } } };
  return envelopeRecord(
    seq,
    [
      errorEvent("TypeError"),
      { type: "attachment", payload: "file", headers: { filename: "a.txt" } },
      { type: "log", headers: { item_count: 1, content_type: "application/vnd.sentry.items.log+json" }, payload: { items: [log] } },
      { type: "session", payload: session },
      { type: "check_in", payload: checkIn },
      { type: "user_report", payload: { event_id: eventId(seq), name: "A", email: "a@b.example", comments: "c" } },
      { type: "client_report", payload: { discarded_events: [{ reason: "sample_rate", category: "error", quantity: 2 }] } },
    ],
    project,
  );
}

const lists = ["events", "rows", "attachments", "sessions", "checkIns", "userReports", "outcomes"] as const;

const wrong = fc.oneof(
  fc.constantFrom<unknown>(
    Number.NaN,
    Infinity,
    -Infinity,
    -1,
    0.5,
    2 ** 53,
    1e300,
    -1e300,
    8.64e15 + 1,
    10n ** 30n,
    null,
    undefined,
    true,
    "",
    "\0",
    "\ud800",
    "x".repeat(300_000),
  ),
  fc.constantFrom<unknown>([], {}, [null], [["a", "b"]], new Date(Number.NaN), new Map([["a", 1]]), { block: -1, index: 99 }, { tag: null }, new Uint8Array(3)),
  fc.double(),
  fc.string({ unit: "binary" }),
);

/** In which list of which record, which of its members (by number, so that new ones are met, too), and what stands there. */
const mistakes = fc.array(fc.record({ at: fc.nat(perBatch - 1), list: fc.constantFrom(...lists), member: fc.nat(40), value: wrong }), {
  minLength: 1,
  maxLength: 3,
});
type Mistake = typeof mistakes extends fc.Arbitrary<(infer One)[]> ? One : never;

/** The numbers of records are the log's, which checks them itself. */
const kept: ReadonlySet<string> = new Set(["seq"]);

type Numbered = { readonly seq: number };

function spoil(list: readonly Numbered[], seq: number, { member, value }: Mistake): readonly Numbered[] {
  return list.map((one) => {
    if (one.seq !== seq) return one;
    const names = Object.keys(one).filter((name) => !kept.has(name));
    const name = names[member % names.length] ?? "";
    return Object.assign({ ...one }, { [name]: value });
  });
}

function spoiled(batch: ProcessedBatch, made: readonly Mistake[]): ProcessedBatch {
  return made.reduce(
    (result, mistake) => Object.assign({ ...result }, { [mistake.list]: spoil(result[mistake.list], batch.firstSeq + mistake.at, mistake) }),
    batch,
  );
}

/** Puts a batch through the line. A line that pauses waits for stores that refuse everything: here it stands still, since nothing will change. */
async function commit(records: readonly LogRecord[], made: readonly Mistake[]): Promise<ReadonlySet<number>> {
  const [main, source] = [new MessageChannel(), new MessageChannel()];
  const letters = new Set<number>();
  try {
    serveCommits({
      main: main.port2,
      committer,
      retryMs: 1,
      keepLetter: (seq) => {
        letters.add(seq);
        return String(seq);
      },
      removeLetter: (id) => letters.delete(Number(id)),
    });
    const { firstSeq, lastSeq: last } = batchOf(records);
    const batch = { firstSeq, lastSeq: last, records: records.length, bytes: 0, source: { file: "", offset: 0 } };
    await new Promise<void>((resolve, reject) => {
      main.port1.on("message", (message: FromWriter) => {
        if (message.kind === "failed") reject(new Error(`the line stands still: ${message.message}`));
        if (message.kind === "committed" && message.to === last) resolve();
      });
      main.port1.postMessage({ kind: "start", after: firstSeq - 1 });
      main.port1.postMessage({ kind: "source", port: source.port2 }, [source.port2]);
      source.port1.postMessage({ after: firstSeq - 1, processed: spoiled(processBatch(batch, records), made), source: batch, faults: [] } satisfies Result);
    });
    return letters;
  } finally {
    for (const { port1, port2 } of [main, source]) {
      port1.close();
      port2.close();
    }
  }
}

/** What all days hold of a record: events, and outcomes by reason. */
function fatesOf(seq: number): { readonly events: number; readonly internal: number } {
  let [events, internal] = [0, 0];
  for (const file of readdirSync(path.join(folder, "telemetry")).filter((name) => name.endsWith(".db"))) {
    const database = new DatabaseSync(path.join(folder, "telemetry", file), { readOnly: true });
    events += Number(database.prepare("select count(*) as n from events where seq = ?").get(seq)?.["n"]);
    internal += Number(database.prepare("select count(*) as n from outcomes where seq = ? and reason = 'internal'").get(seq)?.["n"]);
    database.close();
  }
  return { events, internal };
}

test("the line goes on, what is left out is kept and has an outcome, and its neighbours are stored", async () => {
  const report = await fc.check(
    fc.asyncProperty(mistakes, async (made) => {
      const records = Array.from({ length: perBatch }, (_, i) => record(lastSeq + i + 1));
      const first = lastSeq + 1;
      lastSeq += perBatch;
      const letters = await commit(records, made);
      const touched = new Set(made.map(({ at }) => first + at));
      return records.every(({ seq }) => isRight(fatesOf(seq), letters.has(seq), touched.has(seq)));
    }),
    { numRuns: 30, endOnFailure: true },
  );
  expect(fc.defaultReportMessage(report)).toBeUndefined();
});

/** Of one that was touched the stores may take what stands there: it is stored then, maybe in another form. */
function isRight({ events, internal }: ReturnType<typeof fatesOf>, isKept: boolean, isTouched: boolean): boolean {
  if (isKept) return isTouched && events === 0 && internal > 0;
  return isTouched || (events === 1 && internal === 0);
}
