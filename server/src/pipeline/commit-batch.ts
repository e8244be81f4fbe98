import type { Clock } from "../platform/clock.ts";
import type { BlobWriter, BodyRef, ObjectKey } from "../stores/blobs/port.ts";
import type { StateWriter } from "../stores/state/port.ts";
import type { IngestTransaction } from "../stores/state/port/ingest.ts";
import type { OutcomeDelta } from "../stores/state/port/outcomes.ts";
import type { AttachmentRow, EventRow, StoredRow, TelemetryWriter } from "../stores/telemetry/port.ts";
import type { SpentUploads } from "../stores/uploads/port.ts";
import { groupEvents } from "./assign-requests.ts";
import { dropDuplicates, type Kept } from "./drop-duplicates.ts";
import { diskUsage } from "./disk-usage.ts";
import { givenUp } from "./given-up.ts";
import { rejectedOutcome } from "./rejected-outcome.ts";
import { saveCheckIns } from "./commit-check-ins.ts";
import { sessionPlaces } from "./session-places.ts";
import { sliceBatch } from "./slice-batch.ts";
import { saveUserReports, withIssues } from "./commit-user-reports.ts";
import type { BodyBlock, ItemOutcome, ProcessedAttachment, ProcessedBatch, ProcessedEvent, ProcessedRow } from "./batch.ts";
import type { CommittedFacts, IssueFact, RowsFact } from "./facts.ts";

const hourMs = 3_600_000;
const dayMs = 86_400_000;

export interface CommitterDeps {
  readonly state: Pick<StateWriter, "ingest">;
  readonly telemetry: Pick<TelemetryWriter, "storedSeq" | "storedRowSeq" | "append" | "issueOf" | "undoAfter">;
  readonly blobs: Pick<BlobWriter, "appendBodies" | "putObjects" | "adoptObject">;
  readonly uploads?: SpentUploads;
  readonly clock: Clock;
}

export interface Committer {
  /**
   * Stores one batch; batches come in the order of the log, one at a time. Rejects when a store refuses; the same batch
   * may then be committed again, whole or in parts.
   */
  commit(batch: ProcessedBatch): Promise<CommittedFacts>;
  /**
   * Instead of what the stores do not take: that each item of this one record is not stored, by a fault of ours. `bare`: one
   * outcome for all of it, should an outcome be what they do not take.
   */
  giveUp(record: ProcessedBatch, bare: boolean): Promise<CommittedFacts>;
}

/**
 * Exactly once over three stores that cannot commit together. Bodies and attachments are made durable first: left alone by a
 * crash they cost space and nothing else. Rows come next, in transactions of their own, and the state's transaction, which holds
 * the log position, is the last one. As long as it is missing, the rows are undone and the log hands their records out again:
 * rules, issues and filters may have changed meanwhile.
 */
export function createCommitter({ state, telemetry, blobs, uploads, clock }: CommitterDeps): Committer {
  /** Known after the first commit: nobody else moves it. */
  let committed: number | undefined;
  const stored: StoredBlocks = new WeakMap();
  return {
    commit: async (sent) => {
      const position = (committed ??= await state.ingest((transaction) => transaction.logPosition()));
      const batch = sent.firstSeq > position ? sent : sliceBatch(sent, position + 1, sent.lastSeq);
      await telemetry.undoAfter(position);
      const unique = await dropDuplicates(batch, telemetry);
      const kept = await storeFiles(unique, blobs, uploads);
      const bodies = await storeBodies([...kept.events, ...kept.rows, ...kept.attachments], batch, blobs, stored);
      const reports = await withIssues(batch.userReports, telemetry);
      const facts = await state.ingest(async (transaction) => {
        const { rows, gone, issues } = await assign(kept.events, bodies, transaction);
        const goneSeqs = new Set(gone.map(({ seq }) => seq));
        const files = kept.attachments.filter(({ seq }) => !goneSeqs.has(seq));
        const goneFiles = kept.attachments
          .filter(({ seq }) => goneSeqs.has(seq))
          .map((file) => rejectedOutcome(file, "attachment", "attachment", "project_id", projectGone, bytesOf(file)));
        await transaction.linkUserReports(rows);
        if (batch.sessions.length > 0) await transaction.seeSessions(sessionPlaces(batch.sessions));
        const written = await saveUserReports(reports, rows, transaction);
        const checkedIn = await saveCheckIns(batch.checkIns, transaction);
        const outcomes = [...kept.outcomes, ...gone, ...goneFiles, ...written, ...checkedIn];
        await telemetry.append({
          events: rows,
          rows: kept.rows.map((row) => withBody(row, bodies)),
          sessions: batch.sessions,
          attachments: files.map((file) => attachmentRow(file, bodies)),
          outcomes: [...outcomes.filter(isKept), ...files.map(storedAttachment)],
        });
        await transaction.addOutcomes(totals(rows, files, outcomes));
        const goneEvents = new Set(gone.map(({ projectId, eventId }) => `${projectId}:${eventId}`));
        const events = gone.length === 0 ? kept.events : kept.events.filter(({ projectId, eventId }) => !goneEvents.has(`${projectId}:${eventId}`));
        await transaction.addUsage(diskUsage(batch, { events, rows: kept.rows, attachments: files }));
        if (batch.openSegments.length > 0) await transaction.noteSegments(batch.openSegments.map((segment) => ({ ...segment, lastAt: clock.now() })));
        await transaction.setLogPosition(Math.max(batch.lastSeq, position));
        const lastSeq = Math.max(batch.lastSeq, position);
        return { lastSeq, at: clock.now(), issues, rows: rowsFacts(kept.rows), events: rows.length, outcomes: outcomes.length };
      });
      committed = facts.lastSeq;
      // Left alone by a crash they expire.
      uploads?.remove(batch.uploads.map(({ id }) => id));
      return facts;
    },
    giveUp: async (record, bare) => {
      const outcomes = givenUp(record, bare, clock.now());
      const position = (committed ??= await state.ingest((transaction) => transaction.logPosition()));
      const lastSeq = Math.max(record.lastSeq, position);
      await telemetry.undoAfter(position);
      await state.ingest(async (transaction) => {
        await telemetry.append({ events: [], attachments: [], rows: [], outcomes });
        await transaction.addOutcomes(totals([], [], outcomes));
        await transaction.setLogPosition(lastSeq);
      });
      committed = lastSeq;
      return { lastSeq, at: clock.now(), issues: [], rows: [], events: 0, outcomes: outcomes.length };
    },
  };
}

type BodyPlace = ProcessedEvent["body"];
type BodyRefs = (place: BodyPlace) => BodyRef;

/** Blocks that an attempt has made durable: the next one, of the whole batch or a part of it, does not write them again. */
type StoredBlocks = WeakMap<BodyBlock, readonly BodyRef[]>;

/** Appends the blocks that hold a body that is needed; each block goes to the day on which its first event arrived. */
async function storeBodies(
  rows: readonly { readonly body: BodyPlace | null; readonly receivedAt: number }[],
  batch: ProcessedBatch,
  blobs: CommitterDeps["blobs"],
  stored: StoredBlocks,
): Promise<BodyRefs> {
  const days = new Map<number, number[]>();
  const seen = new Set<number>();
  for (const { body, receivedAt } of rows) {
    if (body === null || seen.has(body.block)) continue;
    seen.add(body.block);
    const day = Math.floor(receivedAt / dayMs);
    const blocks = days.get(day);
    if (blocks === undefined) days.set(day, [body.block]);
    else blocks.push(body.block);
  }
  for (const [day, indexes] of days) {
    const missing = indexes.flatMap((index) => batch.blocks[index] ?? []).filter((block) => !stored.has(block));
    if (missing.length === 0) continue;
    const written = await blobs.appendBodies(day, missing);
    for (const [i, block] of missing.entries()) stored.set(block, written[i] ?? []);
  }
  return (body) => {
    const block = batch.blocks[body.block];
    const reference = block === undefined ? undefined : stored.get(block)?.[body.index];
    if (reference === undefined) throw new Error(`block ${body.block} has no body ${body.index}`);
    return reference;
  };
}

/** Large ones, and those that were uploaded; the others lie among the bodies. What another item took meanwhile has an outcome instead. */
async function storeFiles(kept: Kept, blobs: CommitterDeps["blobs"], uploads: SpentUploads | undefined): Promise<Kept> {
  const objects = kept.attachments.flatMap((attachment) => (attachment.file === null ? [] : [{ key: objectKey(attachment), bytes: attachment.file }]));
  if (objects.length > 0) await blobs.putObjects(objects);
  const taken = new Set<ProcessedAttachment>();
  for (const attachment of kept.attachments) {
    const file = attachment.upload === null ? undefined : uploads?.fileOf(attachment.upload);
    if (file !== undefined && !(await blobs.adoptObject(objectKey(attachment), file))) taken.add(attachment);
  }
  if (taken.size === 0) return kept;
  const gone = Array.from(taken, (file) =>
    rejectedOutcome(file, "attachment", "attachment", "invalid_placeholder", `Another item took the upload of ${file.name}.`, 1),
  );
  return { ...kept, attachments: kept.attachments.filter((attachment) => !taken.has(attachment)), outcomes: [...kept.outcomes, ...gone] };
}

function objectKey(attachment: ProcessedAttachment): ObjectKey {
  return { kind: "attachment", day: Math.floor(attachment.receivedAt / dayMs), projectId: attachment.projectId, id: attachmentId(attachment) };
}

function attachmentRow(attachment: ProcessedAttachment, bodyOf: BodyRefs): AttachmentRow {
  const { seq, projectId, eventId, receivedAt, name, contentType, type, size, sha1 } = attachment;
  const { id, day } = objectKey(attachment);
  return { seq, id, projectId, eventId, receivedAt, day, name, contentType, type, size, sha1, body: attachment.body === null ? null : bodyOf(attachment.body) };
}

function withBody(row: ProcessedRow, bodyOf: BodyRefs): StoredRow {
  return row.body === null ? { ...row, body: null } : { ...row, body: bodyOf(row.body) };
}

const projectGone = "The project was deleted before the event was processed.";

const discarded = "Its issue was deleted and discarded: events like it are dropped.";

interface Assigned {
  readonly rows: readonly StoredEvent[];
  readonly gone: readonly ItemOutcome[];
  readonly issues: readonly IssueFact[];
}

async function assign(events: readonly ProcessedEvent[], bodyOf: BodyRefs, transaction: IngestTransaction): Promise<Assigned> {
  const groups = groupEvents(events);
  const assigned = groups.length === 0 ? [] : await transaction.assignIssues(groups.map(({ request }) => request));
  const rows: StoredEvent[] = [];
  const gone: ItemOutcome[] = [];
  const issues = new Map<number, IssueFact>();
  for (const [i, group] of groups.entries()) {
    const issue = assigned[i];
    if (issue === undefined) {
      for (const event of group.events) {
        if (event.category !== null) gone.push(rejectedOutcome(event, "event", event.category, "project_id", projectGone, 1));
      }
      continue;
    }
    if ("discardedAs" in issue) {
      const dropped = { itemType: "event", outcome: "filtered", reason: "discarded-hash", detail: discarded, quantity: 1 } as const;
      for (const event of group.events) {
        if (event.category !== null) gone.push({ ...rejectedOutcome(event, "event", event.category, "", discarded, 1), ...dropped });
      }
      continue;
    }
    for (const event of group.events) rows.push(rowOf(event, issue.issueId, bodyOf(event.body)));
    const known = issues.get(issue.issueId);
    issues.set(issue.issueId, {
      projectId: group.request.projectId,
      issueId: issue.issueId,
      isNew: issue.isNew || known?.isNew === true,
      isRegression: issue.isRegression || known?.isRegression === true,
      events: group.events.length + (known?.events ?? 0),
    });
  }
  // Groups were taken one after the other; the telemetry store wants the order of the log.
  rows.sort((a, b) => a.seq - b.seq);
  return { rows, gone, issues: [...issues.values()] };
}

function rowsFacts(rows: readonly Pick<ProcessedRow, "projectId" | "dataset">[]): readonly RowsFact[] {
  const facts: { -readonly [K in keyof RowsFact]: RowsFact[K] }[] = [];
  for (const { projectId, dataset } of rows) {
    const known = facts.find((fact) => fact.projectId === projectId && fact.dataset === dataset);
    if (known === undefined) facts.push({ projectId, dataset, rows: 1 });
    else known.rows += 1;
  }
  return facts;
}

/** A row, and what it counts as. */
type StoredEvent = EventRow & Pick<ProcessedEvent, "category">;

function rowOf({ hashes, secondaryHashes: _secondary, sketch: _sketch, ...event }: ProcessedEvent, issueId: number, body: BodyRef): StoredEvent {
  return { ...event, issueId, primaryHash: hashes[0] ?? null, body };
}

/** Told by the rows that were stored. */
function isKept({ outcome, detail }: ItemOutcome): boolean {
  return outcome !== "accepted" || detail !== null;
}

/** An event tells of itself; a file may be waiting for one that never comes. */
function storedAttachment(attachment: ProcessedAttachment): ItemOutcome {
  const { seq, projectId, keyId, receivedAt, eventId, name } = attachment;
  const detail = `${name} is stored as attachment ${attachmentId(attachment)}.`;
  const quantity = bytesOf(attachment);
  return { seq, projectId, keyId, receivedAt, eventId, itemType: "attachment", category: "attachment", outcome: "accepted", reason: null, detail, quantity };
}

/** Numeric, as clients of the API expect it, and the same again in a replay. An envelope has at most 1000 items. */
function attachmentId({ seq, index }: ProcessedAttachment): string {
  return String(seq * 1000 + index);
}

function bytesOf({ size }: ProcessedAttachment): number {
  return Math.max(size, 1);
}

/** Every item of the batch counted once, what was stored and what was not, per project, key, hour and reason. */
function totals(events: readonly StoredEvent[], attachments: readonly ProcessedAttachment[], outcomes: readonly ItemOutcome[]): readonly OutcomeDelta[] {
  const deltas = new Map<string, { -readonly [K in keyof OutcomeDelta]: OutcomeDelta[K] }>();
  const add = (
    from: Pick<ItemOutcome, "projectId" | "keyId" | "receivedAt">,
    category: string,
    outcome: string,
    reason: string | null,
    quantity: number,
  ): void => {
    const hour = Math.floor(from.receivedAt / hourMs) * hourMs;
    const key = JSON.stringify([from.projectId, from.keyId, hour, category, outcome, reason]);
    const delta = deltas.get(key);
    if (delta === undefined) deltas.set(key, { projectId: from.projectId, keyId: from.keyId, hour, category, outcome, reason, quantity });
    else delta.quantity += quantity;
  };
  for (const event of events) if (event.category !== null) add(event, event.category, "accepted", null, 1);
  for (const attachment of attachments) add(attachment, "attachment", "accepted", null, bytesOf(attachment));
  for (const { category, outcome, reason, quantity, ...from } of outcomes) add(from, category, outcome, reason, quantity);
  return [...deltas.values()];
}
