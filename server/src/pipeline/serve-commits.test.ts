import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { MessageChannel } from "node:worker_threads";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDeadLetters } from "../log/files/dead-letters.ts";
import type { LogBatch, LogRecord } from "../log/port.ts";
import { openBlobWriter } from "../stores/blobs/files/adapter.ts";
import { migrateState, openStateReader, openStateWriter } from "../stores/state/sqlite/adapter.ts";
import { StoreUnavailable } from "../stores/store-unavailable.ts";
import { openTelemetryReader, openTelemetryWriter } from "../stores/telemetry/sqlite/adapter.ts";
import type { ProcessedBatch } from "./batch.ts";
import { createCommitter, type Committer, type CommitterDeps } from "./commit-batch.ts";
import type { Fault, FromWriter, Result } from "./job.ts";
import { processBatch } from "./process-batch.ts";
import { batchOf, envelopeRecord, errorEvent, eventId, now } from "./record-kit.ts";
import { serveCommits } from "./serve-commits.ts";

let folder: string;
let deps: CommitterDeps & { readonly close: () => Promise<unknown> };
let project: { readonly projectId: number; readonly keyId: number };
let channels: MessageChannel[];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "vedette-line-"));
  channels = [];
  await migrateState(path.join(folder, "state.db"));
  const [state, telemetry, blobs] = await Promise.all([
    openStateWriter(path.join(folder, "state.db")),
    openTelemetryWriter(path.join(folder, "telemetry")),
    openBlobWriter(path.join(folder, "blobs")),
  ]);
  deps = { state, telemetry, blobs, clock: { now: () => now }, close: () => Promise.all([state.close(), telemetry.close(), blobs.close()]) };
  const organization = await state.createOrganization({ slug: "acme", name: "Acme" });
  if ("refused" in organization) throw new Error("no organization");
  const made = await state.createProject({ organizationId: organization.id, slug: "web", name: "Web", platform: "node" });
  if ("refused" in made) throw new Error("no project");
  project = { projectId: made.project.id, keyId: made.key.id };
});

afterEach(async () => {
  for (const { port1, port2 } of channels) {
    port1.close();
    port2.close();
  }
  await deps.close();
  rmSync(folder, { recursive: true });
});

const letters = () => openDeadLetters(path.join(folder, "dead-letters"));

/** Puts the records through the line as one batch and answers what it said until all was committed. */
function commitAll(records: readonly LogRecord[], committer: Committer = createCommitter(deps), faults: readonly Fault[] = []): Promise<readonly string[]> {
  const [main, source] = [new MessageChannel(), new MessageChannel()];
  channels.push(main, source);
  serveCommits({
    main: main.port2,
    committer,
    retryMs: 1,
    removeLetter: (id) => letters().remove(id),
    keepLetter: (seq, _source, fault) => {
      const record = records.find((each) => each.seq === seq);
      return record && letters().keep(record, fault, now);
    },
  });
  const { firstSeq, lastSeq } = batchOf(records);
  const batch: LogBatch = { firstSeq, lastSeq, records: records.length, bytes: 0, source: { file: "", offset: 0 } };
  const said: string[] = [];
  return new Promise((resolve) => {
    main.port1.on("message", (message: FromWriter) => {
      if (message.kind === "committed" && message.to === lastSeq) resolve(said);
      if (message.kind !== "committed") said.push(`${message.kind}: ${message.message.split("\n")[0]}`);
    });
    main.port1.postMessage({ kind: "start", after: firstSeq - 1 });
    main.port1.postMessage({ kind: "source", port: source.port2 }, [source.port2]);
    source.port1.postMessage({ after: firstSeq - 1, processed: processBatch(batch, records), source: batch, faults } satisfies Result);
  });
}

const poison = 11;
const attachmentText = (seq: number): string => (seq === poison ? "poison".repeat(200_000) : "text");

/** Twenty requests with an event, a file and a report of the SDK each; number eleven is the one that a store will not take. */
const twenty = (): readonly LogRecord[] =>
  Array.from({ length: 20 }, (_, i) =>
    envelopeRecord(
      i + 1,
      [
        errorEvent(i + 1 === poison ? "PoisonError" : "TypeError"),
        { type: "attachment", payload: attachmentText(i + 1), headers: { filename: "a.txt" } },
        { type: "client_report", payload: { discarded_events: [{ reason: i + 1 === poison ? "poison" : "sample_rate", category: "error", quantity: 2 }] } },
      ],
      project,
    ),
  );

/** A rule in the file itself, so that the refusal is one that the real store makes up its mind about. */
function refuseRows(file: string, table: string, condition: string): void {
  const database = new DatabaseSync(path.join(folder, file));
  database.exec(`create trigger poison before insert on ${table} when ${condition} begin select raise(abort, 'constraint failed: poison'); end`);
  database.close();
}

const day = new Date(now).toISOString().slice(0, 10);

const stores: readonly (readonly [string, () => Promise<CommitterDeps>, reason?: string])[] = [
  [
    "the blob store",
    async () => ({
      ...deps,
      blobs: {
        appendBodies: (...args) => deps.blobs.appendBodies(...args),
        adoptObject: (...args) => deps.blobs.adoptObject(...args),
        putObjects: async (objects) => {
          if (objects.some(({ bytes }) => Buffer.from(bytes).toString().startsWith("poison"))) throw new TypeError("not an object");
          await deps.blobs.putObjects(objects);
        },
      },
    }),
  ],
  [
    "the telemetry store",
    async () => {
      // Makes the file that the rule is put into.
      const { outcomes } = processBatch({ firstSeq: 0, lastSeq: 0 }, [envelopeRecord(0, [{ type: "brand_new", payload: {} }], project)]);
      await deps.telemetry.append({ events: [], attachments: [], rows: [], outcomes });
      refuseRows(`telemetry/${day}.db`, "events", "new.title like 'Poison%'");
      return deps;
    },
  ],
  [
    "the state store, before the rows",
    async () => {
      refuseRows("state.db", "issues", "new.title like 'Poison%'");
      return deps;
    },
  ],
  [
    "the state store, after the rows are written",
    async () => {
      refuseRows("state.db", "outcome_totals", "new.reason = 'poison'");
      return deps;
    },
    "bare",
  ],
];

test.for(stores)("a record that %s will never take is left out, kept and told of; everything around it is stored", async ([, broken, bare]) => {
  const said = await commitAll(twenty(), createCommitter(await broken()));
  expect(said).toEqual([expect.stringMatching(/^givenUp: Record 11 could not be processed or stored\..* are kept as dead letter 000000000011-1\. /)]);

  const telemetry = await openTelemetryReader(path.join(folder, "telemetry"));
  const state = await openStateReader(path.join(folder, "state.db"));
  const events = await telemetry.events({ projectIds: [project.projectId], filter: [], limit: 100, order: "oldest" });
  expect(events.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1).filter((seq) => seq !== poison));
  expect(await telemetry.attachments(project.projectId, eventId(poison))).toEqual([]);
  const fates = await telemetry.outcomes([project.projectId], eventId(poison));
  expect(fates.map(({ itemType, outcome, reason }) => [itemType, outcome, reason])).toEqual(
    bare === undefined
      ? [
          ["event", "invalid", "internal"],
          ["attachment", "invalid", "internal"],
          ["client_report", "invalid", "internal"],
        ]
      : [["envelope", "invalid", "internal"]],
  );
  const issues = await state.issues({ projectIds: [project.projectId], filter: [], sort: "new", limit: 10 });
  expect(issues.map(({ title, timesSeen }) => [title, timesSeen])).toEqual([["TypeError: boom", 19]]);
  const series = await telemetry.projectSeries({ projectIds: [project.projectId], range: { from: now - 3_600_000, to: now + 3_600_000 }, bucketMs: 7_200_000 });
  expect([...series.values()].flat().reduce((sum, n) => sum + n, 0)).toBe(19);
  const totals = await state.outcomeTotals({ projectIds: [project.projectId], from: now - 3_600_000, to: now + 3_600_000, bucketMs: 3_600_000 });
  const count = (category: string, outcome: string) =>
    totals.filter((total) => total.category === category && total.outcome === outcome).reduce((sum, { quantity }) => sum + quantity, 0);
  expect([count("error", "accepted"), count("attachment", "accepted"), count("error", "client_discard")]).toEqual([19, 19 * 4, bare === undefined ? 40 : 38]);
  expect(await state.logPosition()).toBe(20);
  await Promise.all([telemetry.close(), state.close()]);

  expect(letters().list()).toMatchObject([{ id: "000000000011-1", projectId: project.projectId, eventId: eventId(poison), at: now }]);
  letters().retry("000000000011-1");
  expect(letters().open("000000000011-1")).toEqual({ ...twenty()[10], body: Buffer.from(twenty()[10]?.body ?? []) });
});

test("a record with a time that is none is left out like any other, and does not hold the line", async () => {
  const logs = (seq: number) => {
    const entry = { timestamp: now / 1000, trace_id: eventId(seq), level: "info", body: `line ${seq}` };
    return envelopeRecord(
      seq,
      [{ type: "log", headers: { item_count: 1, content_type: "application/vnd.sentry.items.log+json" }, payload: { items: [entry] } }],
      project,
    );
  };
  const committer = createCommitter(deps);
  const broken = (batch: ProcessedBatch): ProcessedBatch => ({
    ...batch,
    rows: batch.rows.map((row) => (row.seq === 2 ? { ...row, timestamp: Number.NaN } : row)),
  });
  const said = await commitAll([logs(1), logs(2), logs(3)], {
    ...committer,
    commit: (batch) => committer.commit(broken(batch)),
    giveUp: (batch, bare) => committer.giveUp(broken(batch), bare),
  });
  expect(said).toEqual([expect.stringMatching(/^givenUp: Record 2 could not be processed or stored\..* RangeError/)]);
  const telemetry = await openTelemetryReader(path.join(folder, "telemetry"));
  const fates = await Promise.all([1, 2, 3].map((seq) => telemetry.outcomes([project.projectId], eventId(seq))));
  expect(fates.map((each) => [...new Set(each.map(({ outcome, reason }) => `${outcome} ${reason ?? ""}`))])).toEqual([
    ["accepted "],
    ["invalid internal"],
    ["accepted "],
  ]);
  await telemetry.close();
});

test("what was kept is stored like any other request once the store takes it", async () => {
  refuseRows("state.db", "issues", "new.title like 'Poison%'");
  await commitAll(twenty());
  const database = new DatabaseSync(path.join(folder, "state.db"));
  database.exec("drop trigger poison");
  database.close();
  letters().retry("000000000011-1");
  const record = letters().open("000000000011-1");
  if (record === undefined) throw new Error("no letter");
  expect(await commitAll([{ ...record, seq: 21 }])).toEqual([]);
  const telemetry = await openTelemetryReader(path.join(folder, "telemetry"));
  expect(await telemetry.event([project.projectId], eventId(poison))).toMatchObject({ title: "PoisonError: boom", seq: 21 });
  await telemetry.close();
});

test("a store that is unavailable is waited for, and nothing is left out", async () => {
  let refusals = 3;
  const said = await commitAll(
    twenty(),
    createCommitter({
      ...deps,
      blobs: {
        putObjects: (...args) => deps.blobs.putObjects(...args),
        adoptObject: (...args) => deps.blobs.adoptObject(...args),
        appendBodies: async (...args) => {
          if (refusals-- > 0) throw new StoreUnavailable("the disk is full");
          return await deps.blobs.appendBodies(...args);
        },
      },
    }),
  );
  expect(said).toEqual(["failed: StoreUnavailable: the disk is full"]);
  expect(letters().list()).toEqual([]);
});

test("a store that takes nothing at all, whatever it says, is waited for", async () => {
  const working = createCommitter(deps);
  // The last one is of a commit: a store that comes back right after it may give a record up, which is kept then.
  let refusals = 41;
  const refuse = async <T>(work: () => Promise<T>): Promise<T> => {
    if (refusals-- > 0) throw new TypeError("no such table");
    return await work();
  };
  const said = await commitAll(twenty().slice(0, 4), {
    commit: (batch) => refuse(() => working.commit(batch)),
    giveUp: (batch, bare) => refuse(() => working.giveUp(batch, bare)),
  });
  expect(said).toEqual(["failed: TypeError: no such table"]);
  expect(letters().list()).toEqual([]);
  const telemetry = await openTelemetryReader(path.join(folder, "telemetry"));
  expect(await telemetry.events({ projectIds: [project.projectId], filter: [], limit: 100 })).toHaveLength(4);
  await telemetry.close();
});

test("a record that processing could not deal with is kept, too", async () => {
  const said = await commitAll(twenty().slice(0, 2), createCommitter(deps), [{ seq: 2, message: "TypeError: undefined is not a function" }]);
  expect(said).toEqual([expect.stringContaining("Record 2 could not be processed or stored")]);
  expect(letters().list()).toMatchObject([{ id: "000000000002-1", fault: "TypeError: undefined is not a function" }]);
});
