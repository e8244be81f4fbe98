import { afterAll, beforeAll, expect, test } from "vitest";
import { startApp, type TestApp } from "../api/testing-app.ts";
import { createCommitter } from "../pipeline/commit-batch.ts";
import { processBatch } from "../pipeline/process-batch.ts";
import { batchOf, envelopeRecord, errorEvent, eventId } from "../pipeline/record-kit.ts";
import { createTurns } from "../platform/turns.ts";
import { createIssueMoves } from "./issue-moves.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

test("what was decided and not carried out when the server stopped is carried out when it starts, whatever was done of it", async () => {
  const { writer: state, telemetryWriter, telemetry, state: reader } = app.stores;
  const { project } = await app.project(await app.organization("Acme"), "Shop");
  const committer = createCommitter({ state, telemetry: telemetryWriter, blobs: app.blobWriter, clock: { now: () => app.time.now } });
  const records = ["A", "A", "B"].map((type, i) => envelopeRecord(i + 1, [errorEvent(type)], { projectId: project.id }));
  const { issues } = await committer.commit(processBatch(batchOf(records), records));
  const [one = 0, two = 0] = issues.map(({ issueId }) => issueId);
  // The state has decided; of the rows none has moved, or all have, but nobody knows.
  await state.mergeIssues({ projectId: project.id, ids: [one, two], userId: null, at: app.time.now });
  await telemetryWriter.moveIssue(project.id, two, one);
  const hash = (await reader.hashes(one)).find(({ timesSeen }) => timesSeen === 1);
  const split = await state.splitIssue({ projectId: project.id, issueId: one, hashes: [hash?.hash ?? ""], userId: null, at: app.time.now });
  const moves = createIssueMoves({ state, telemetry: telemetryWriter, turns: createTurns() });
  expect(await moves.resume()).toBe(2);
  expect(await moves.resume()).toBe(0);
  const made = "issueId" in split ? split.issueId : 0;
  const rows = await telemetry.events({ projectIds: [project.id], filter: [], limit: 10 });
  expect([one, made].map((id) => rows.filter(({ issueId }) => issueId === id).length)).toEqual([2, 1]);
  expect(await reader.issue([project.id], two)).toMatchObject({ id: one, timesSeen: 2 });
  expect(await reader.issue([project.id], made)).toMatchObject({ timesSeen: 1, title: "B: boom" });
});

test("a removal that a crash left uncounted is counted where its events were, before they go elsewhere", async () => {
  const { writer: state, telemetryWriter, telemetry, state: reader } = app.stores;
  const { project } = await app.project(await app.organization("Other"), "Till");
  const committer = createCommitter({ state, telemetry: telemetryWriter, blobs: app.blobWriter, clock: { now: () => app.time.now } });
  const records = ["A", "B", "B"].map((type, i) => envelopeRecord(i + 11, [errorEvent(type)], { projectId: project.id, eventId: eventId(i + 11) }));
  const { issues } = await committer.commit(processBatch(batchOf(records), records));
  const moves = createIssueMoves({ state, telemetry: telemetryWriter, turns: createTurns() });
  const ids = issues.map(({ issueId }) => issueId);
  const [one = 0] = ids;
  const merged = await moves.mergeIssues({ projectId: project.id, ids, userId: null, at: app.time.now });
  const kept = merged !== undefined && "parent" in merged ? merged.parent : one;
  const row = await telemetry.event([project.id], eventId(12));
  const { receipt } = await telemetryWriter.removeEvents({
    day: Math.floor((row?.timestamp ?? 0) / 86_400_000),
    projectIds: [project.id],
    filter: [{ kind: "field", field: "id", anyOf: [{ kind: "exact", value: eventId(12) }], negated: false }],
    counters: "follow",
    after: 0,
    limit: 10,
    note: { at: app.time.now, how: "deleted", detail: "" },
  });
  expect(receipt?.events).toMatchObject([{ issueId: kept, eventId: eventId(12) }]);
  const split = await moves.splitIssue({ projectId: project.id, issueId: kept, hashes: [row?.primaryHash ?? ""], userId: null, at: app.time.now });
  const made = "issueId" in split ? split.issueId : 0;
  const rows = await telemetry.events({ projectIds: [project.id], filter: [], limit: 10 });
  expect([kept, made].map((id) => rows.filter(({ issueId }) => issueId === id).length)).toEqual([1, 1]);
  expect(await reader.issue([project.id], kept)).toMatchObject({ timesSeen: 1 });
  expect(await reader.issue([project.id], made)).toMatchObject({ timesSeen: 1 });
});
