import { hash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LogRecord } from "../log/port.ts";
import { openBlobReader } from "../stores/blobs/files/reader.ts";
import { openBlobWriter } from "../stores/blobs/files/writer.ts";
import type { BlobWriter } from "../stores/blobs/port.ts";
import type { StateReader, StateWriter } from "../stores/state/port.ts";
import { migrateState } from "../stores/state/sqlite/migrate.ts";
import { openStateReader } from "../stores/state/sqlite/reader.ts";
import { openStateWriter } from "../stores/state/sqlite/writer.ts";
import type { TelemetryReader, TelemetryWriter } from "../stores/telemetry/port.ts";
import { openTelemetryReader } from "../stores/telemetry/sqlite/reader.ts";
import { openTelemetryWriter } from "../stores/telemetry/sqlite/writer.ts";
import type { ProcessedBatch } from "./batch.ts";
import { createCommitter, type CommitterDeps } from "./commit-batch.ts";
import { processBatch } from "./process-batch.ts";
import { batchOf, envelopeRecord, errorEvent, eventId, expectAccounted, now } from "./record-kit.ts";

interface Stores {
  readonly state: StateWriter;
  readonly telemetry: TelemetryWriter;
  readonly blobs: BlobWriter;
}

let folder: string;
let stores: Stores;
let projectId: number;
let keyId: number;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "vedette-commit-"));
  await migrateState(path.join(folder, "state.db"));
  stores = await open();
  const organization = await stores.state.createOrganization({ slug: "acme", name: "Acme" });
  if ("refused" in organization) throw new Error("no organization");
  const project = await stores.state.createProject({ organizationId: organization.id, slug: "web", name: "Web", platform: "node" });
  if ("refused" in project) throw new Error("no project");
  projectId = project.project.id;
  keyId = project.key.id;
});

afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

async function open(): Promise<Stores> {
  return {
    state: await openStateWriter(path.join(folder, "state.db")),
    telemetry: await openTelemetryWriter(path.join(folder, "telemetry")),
    blobs: await openBlobWriter(path.join(folder, "blobs")),
  };
}

async function close(): Promise<void> {
  await stores.state.close();
  await stores.telemetry.close();
  await stores.blobs.close();
}

function processed(records: readonly LogRecord[]): ProcessedBatch {
  const batch = processBatch(batchOf(records), records);
  expectAccounted(records, batch);
  return batch;
}

function record(seq: number, items: Parameters<typeof envelopeRecord>[1], id = eventId(seq)): LogRecord {
  return envelopeRecord(seq, items, { projectId, keyId, eventId: id });
}

function committer(deps: Partial<CommitterDeps> = {}): ReturnType<typeof createCommitter> {
  return createCommitter({ ...stores, clock: { now: () => now }, ...deps });
}

/** Everything that a replay must not change, read with the stores' own readers. */
async function snapshot(): Promise<unknown> {
  const state: StateReader = await openStateReader(path.join(folder, "state.db"));
  const telemetry: TelemetryReader = await openTelemetryReader(path.join(folder, "telemetry"));
  const blobs = await openBlobReader(path.join(folder, "blobs"));
  const issues = await state.issues({ projectIds: [projectId], filter: [], sort: "new", limit: 100 });
  const events = await telemetry.events({ projectIds: [projectId], filter: [], limit: 100 });
  const bodies = await Promise.all(events.map(async ({ body }) => new TextDecoder().decode(await blobs.body(body))));
  const totals = await state.outcomeTotals({ projectIds: [projectId], from: now - 7_200_000, to: now + 7_200_000, bucketMs: 3_600_000 });
  const out = {
    position: await state.logPosition(),
    issues: issues.map(({ id, title, timesSeen, userCount }) => ({ id, title, timesSeen, userCount })),
    events: events.map(({ eventId: id, issueId, seq, title }) => ({ id, issueId, seq, title })).toSorted((a, b) => a.seq - b.seq),
    bodies: bodies.map((body) => /"event_id":"(\w+)"/.exec(body)?.[1] ?? "").toSorted((a, b) => a.localeCompare(b)),
    outcomes: (await telemetry.recentOutcomes([projectId], 100))
      .map(({ seq, itemType, outcome, reason, quantity }) => ({ seq, itemType, outcome, reason, quantity }))
      .toSorted((a, b) => a.seq - b.seq || (a.itemType < b.itemType ? -1 : 1)),
    totals: totals.map(({ category, outcome, reason, quantity }) => [category, outcome, reason, quantity].join(" ")).toSorted(),
    reports: (await Promise.all(issues.map(({ id }) => state.userReports(id, { offset: 0, limit: 10 })))).flat(),
    attachments: await Promise.all(
      (await Promise.all(events.map(({ eventId: id }) => telemetry.attachments(projectId, id)))).flat().map(async ({ id, day, name, size, sha1, body }) => {
        const bytes = body === null ? await blobs.object({ kind: "attachment", day, projectId, id }) : await blobs.body(body);
        return { id, name, size, isWhole: bytes !== undefined && hash("sha1", bytes) === sha1 };
      }),
    ),
    releases: (await state.releases(1, { projectIds: [projectId], offset: 0, limit: 10 })).map(({ version }) => version),
    sessions: (
      await telemetry.sessions({ projectIds: [projectId], range: { from: now - 3_600_000, to: now + 3_600_000 }, bucketMs: null, by: [], users: true })
    ).map(({ totals: { sessions, users } }) => ({ sessions, users })),
    series: [
      ...(await telemetry.projectSeries({ projectIds: [projectId], range: { from: now - 3_600_000, to: now + 3_600_000 }, bucketMs: 3_600_000 })).values(),
    ]
      .flat()
      .reduce((sum, n) => sum + n, 0),
  };
  await state.close();
  await telemetry.close();
  await blobs.close();
  return out;
}

/** Larger than what lies among the bodies. */
const largeFile = { type: "attachment", payload: "core ".repeat(300_000), headers: { filename: "core" } };

const mixed = (first = 1): readonly LogRecord[] => [
  record(first, [
    errorEvent("TypeError", { user: { id: "1" } }),
    { type: "attachment", payload: "hello", headers: { filename: "a.txt", content_type: "text/plain" } },
  ]),
  record(first + 1, [errorEvent("RangeError")]),
  record(first + 2, [errorEvent("TypeError", { user: { id: "2" } }), largeFile]),
  record(first + 3, [errorEvent("TypeError")], eventId(first)),
  record(first + 4, [
    { type: "session", payload: {} },
    { type: "session", payload: { sid: eventId(77), init: true, did: 7, started: now / 1000, attrs: { release: "shop@1" } } },
    { type: "session", payload: { sid: eventId(77), started: now / 1000, status: "crashed", errors: 1, attrs: { release: "shop@1" } } },
    { type: "sessions", payload: { aggregates: [{ started: now / 1000, exited: 10, errored: 2 }], attrs: { release: "shop@1" } } },
    { type: "brand_new", payload: {} },
  ]),
  record(first + 5, [{ type: "client_report", payload: { discarded_events: [{ reason: "sample_rate", category: "error", quantity: 7 }] } }]),
];

describe("a committed batch", () => {
  test("is readable as a whole, with every item counted", async () => {
    const facts = await committer().commit(processed(mixed()));
    expect(facts).toMatchObject({
      lastSeq: 6,
      events: 3,
      issues: [
        { isNew: true, events: 2 },
        { isNew: true, events: 1 },
      ],
    });
    expect(await snapshot()).toMatchObject({
      position: 6,
      issues: expect.arrayContaining([
        expect.objectContaining({ title: "TypeError: boom", timesSeen: 2, userCount: 2 }),
        expect.objectContaining({ title: "RangeError: boom", timesSeen: 1 }),
      ]),
      series: 3,
      sessions: [{ sessions: { total: 13, errored: 3, crashed: 1 }, users: { total: 1 } }],
      releases: ["shop@1"],
      bodies: [eventId(1), eventId(2), eventId(3)],
      attachments: [
        { id: "3001", name: "core", size: 1_500_000, isWhole: true },
        { id: "1001", name: "a.txt", size: 5, isWhole: true },
      ],
      totals: [
        "attachment accepted  1500005",
        "error accepted  3",
        "error client_discard sample_rate 7",
        "error invalid duplicate 1",
        "internal accepted  1",
        "session accepted  3",
        "session invalid no_release 1",
        "unknown invalid unknown_item 1",
      ],
    });
  });

  test("an event sent again in a later batch is a duplicate, and what came with it too", async () => {
    const line = committer();
    await line.commit(processed([record(1, [errorEvent("TypeError")])]));
    await line.commit(processed([record(2, [errorEvent("TypeError"), { type: "attachment", payload: "x", headers: { filename: "b" } }], eventId(1))]));
    expect(await snapshot()).toMatchObject({
      position: 2,
      series: 1,
      attachments: [],
      outcomes: [
        { seq: 2, itemType: "attachment", outcome: "invalid", reason: "duplicate" },
        { seq: 2, itemType: "event", outcome: "invalid", reason: "duplicate" },
      ],
    });
  });

  test("events of a project that was deleted meanwhile have an outcome", async () => {
    const file = { type: "attachment", payload: "x", headers: { filename: "a" } };
    const gone = envelopeRecord(1, [errorEvent("TypeError"), file], { projectId: 99, keyId: 9 });
    const facts = await committer().commit(processed([gone]));
    expect(facts).toMatchObject({ events: 0, outcomes: 2, issues: [] });
    const telemetry = await openTelemetryReader(path.join(folder, "telemetry"));
    expect(await telemetry.recentOutcomes([99], 10)).toMatchObject([
      { outcome: "invalid", reason: "project_id", category: "attachment" },
      { outcome: "invalid", reason: "project_id", category: "error" },
    ]);
    expect(await telemetry.attachments(99, eventId(1))).toEqual([]);
    await telemetry.close();
  });
});

describe("a crash", () => {
  class Crash extends Error {}
  const lookUps = (telemetry: TelemetryWriter): Omit<CommitterDeps["telemetry"], "append"> => ({
    storedSeq: (keys) => telemetry.storedSeq(keys),
    storedRowSeq: (keys) => telemetry.storedRowSeq(keys),
    issueOf: (project, id) => telemetry.issueOf(project, id),
    undoAfter: (seq) => telemetry.undoAfter(seq),
  });

  const blobCalls = (blobs: BlobWriter): CommitterDeps["blobs"] => ({
    appendBodies: (day, blocks) => blobs.appendBodies(day, blocks),
    putObjects: (objects) => blobs.putObjects(objects),
    adoptObject: (key, file) => blobs.adoptObject(key, file),
  });

  /** Stores that end the process, so to say, right before or after one step. */
  const crashes: readonly (readonly [string, (real: Stores) => Partial<CommitterDeps>])[] = [
    ["before the bodies are written", ({ blobs }) => ({ blobs: { ...blobCalls(blobs), appendBodies: () => Promise.reject(new Crash()) } })],
    [
      "after the bodies are written",
      ({ blobs }) => ({
        blobs: {
          ...blobCalls(blobs),
          appendBodies: async (day, blocks) => {
            await blobs.appendBodies(day, blocks);
            throw new Crash();
          },
        },
      }),
    ],
    [
      "after a large attachment is written",
      ({ blobs }) => ({
        blobs: {
          ...blobCalls(blobs),
          putObjects: async (objects) => {
            await blobs.putObjects(objects);
            throw new Crash();
          },
        },
      }),
    ],
    ["before the rows are written", ({ telemetry }) => ({ telemetry: { ...lookUps(telemetry), append: () => Promise.reject(new Crash()) } })],
    [
      "between the rows and the state's commit",
      ({ telemetry }) => ({
        telemetry: {
          ...lookUps(telemetry),
          append: async (batch) => {
            await telemetry.append(batch);
            throw new Crash();
          },
        },
      }),
    ],
    [
      "after everything, before the log heard of it",
      ({ state }) => ({
        state: {
          ingest: async (work) => {
            const result = await state.ingest(work);
            if (typeof result === "object") throw new Crash();
            return result;
          },
        },
      }),
    ],
  ];

  test.for(crashes)("%s leaves nothing twice and nothing missing after the replay", async ([, broken]) => {
    const before = processed([record(1, [errorEvent("TypeError")])]);
    await committer().commit(before);
    const reports = [eventId(1), eventId(2), eventId(99)].map((about) => ({ type: "user_report", payload: { event_id: about, comments: `about ${about}` } }));
    const batch = [...mixed(2), record(8, reports)];
    await expect(committer(broken(stores)).commit(processed(batch))).rejects.toThrow(Crash);
    await close();
    stores = await open();
    // The log hands out the same records, but not in the same batches.
    const line = committer();
    await line.commit(processed(batch.slice(0, 2)));
    await line.commit(processed(batch.slice(2)));
    const afterCrash = await snapshot();
    await close();
    rmSync(folder, { recursive: true });
    folder = mkdtempSync(path.join(tmpdir(), "vedette-commit-"));
    await migrateState(path.join(folder, "state.db"));
    stores = await open();
    await stores.state.createOrganization({ slug: "acme", name: "Acme" });
    await stores.state.createProject({ organizationId: 1, slug: "web", name: "Web", platform: "node" });
    const smooth = committer();
    await smooth.commit(processed([record(1, [errorEvent("TypeError")])]));
    await smooth.commit(processed(batch));
    expect(afterCrash).toEqual(await snapshot());
  });

  test("the replay decides anew: what is filtered now leaves no row, what is grouped otherwise leaves its issue", async () => {
    await committer().commit(processed([record(1, [errorEvent("TypeError")])]));
    const cut = processed([record(2, [errorEvent("TypeError")]), record(3, [errorEvent("TypeError")])]);
    const { telemetry } = stores;
    const crashing: CommitterDeps["telemetry"] = {
      ...lookUps(telemetry),
      append: async (batch) => {
        await telemetry.append(batch);
        throw new Crash();
      },
    };
    await expect(committer({ telemetry: crashing }).commit(cut)).rejects.toThrow(Crash);
    const hash = "0f".repeat(16);
    const events = cut.events.flatMap((event) => (event.seq === 3 ? [{ ...event, hashes: [hash] }] : []));
    await committer().commit({ ...cut, events });
    const reader = await openTelemetryReader(path.join(folder, "telemetry"));
    expect(await reader.event([projectId], eventId(2))).toBeUndefined();
    expect(await reader.event([projectId], eventId(3))).toMatchObject({ issueId: 2, primaryHash: hash });
    const totals = await reader.issueTotals({ projectIds: [projectId], range: { from: 0, to: now * 2 } });
    expect(totals.map(({ issueId, count }) => [issueId, count])).toEqual([
      [1, 1],
      [2, 1],
    ]);
    await reader.close();
  });
});
