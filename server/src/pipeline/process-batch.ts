import { isJsonObject, normalizeEventId, parseDynamicSamplingContext, parseEnvelope, parseTimestamp } from "@vedette/protocol";
import { hash } from "node:crypto";
import { assembleCrash } from "./crash/assemble-crash.ts";
import { itemDefinition } from "../items/index.ts";
import type { Fate, FinishedAttachment, FinishedEvent, IncomingItem, ItemContext, Rejected } from "../items/define-item.ts";
import { ownKey, type LogBatch, type LogRecord } from "../log/port.ts";
import { noGeo, type GeoLookUp } from "../processing/geo/geo.ts";
import { sketchOfHash } from "../processing/grouping/sketch.ts";
import { performanceIssueTypeOf } from "../project-settings/performance-issue-types.ts";
import { sdkOfEnvelope } from "../processing/normalize/sdk.ts";
import { defaultProjectSettings, type ProjectSettings } from "../project-settings/project-settings.ts";
import type {
  EventType,
  ItemOutcome,
  OpenSegment,
  ProcessedAttachment,
  ProcessedBatch,
  ProcessedCheckIn,
  ProcessedEvent,
  ProcessedRow,
  ProcessedUserReport,
} from "./batch.ts";
import { packCells, type TableDraft } from "../stores/telemetry/datasets.ts";
import type { SessionRow } from "../stores/telemetry/sessions.ts";
import type { FindUpload } from "../stores/uploads/port.ts";
import { BodyBlocks } from "./body-blocks.ts";
import { Managed, type FateSink } from "./managed.ts";
import { fileBlockBytes, placeFile } from "./place-file.ts";
import { RecordUploads } from "./record-uploads.ts";

export interface ProcessContext {
  /** The same object for as long as they are the same settings. */
  readonly projects: (projectId: number) => ProjectSettings;
  readonly geo?: GeoLookUp;
  readonly findUpload?: FindUpload;
  /** A mistake of ours: the item has its outcome, the operator should hear of it, and the record be kept. */
  readonly onFault?: (message: string, seq: number) => void;
}

export const defaultContext: ProcessContext = { projects: () => defaultProjectSettings };

/**
 * Turns records of the log into what the writer stores. Pure but for the time it takes: the same records give the same
 * batch, so a replay after a crash stores what the first attempt would have.
 */
export function processBatch(
  batch: Pick<LogBatch, "firstSeq" | "lastSeq">,
  records: readonly LogRecord[],
  context: ProcessContext = defaultContext,
): ProcessedBatch {
  const builder = new BatchBuilder();
  for (const record of records) processRecord(record, builder, context);
  return { firstSeq: batch.firstSeq, lastSeq: batch.lastSeq, ...builder.finish() };
}

/** Stands for records that bring down the thread that processes them: their items cannot be told apart, but are not lost in silence. */
export function recordPoison({ firstSeq, lastSeq }: Pick<LogBatch, "firstSeq" | "lastSeq">, records: readonly LogRecord[]): ProcessedBatch {
  const builder = new BatchBuilder();
  for (const record of records) {
    builder.begin(record);
    using unit = new Managed({ type: record.meta.endpoint, headers: {}, payload: record.body }, 0, builder);
    unit.settle({
      kind: "rejected",
      outcome: "invalid",
      reason: "internal",
      detail: "Processing this request ended the thread that tried, twice.",
      category: "default",
    });
  }
  return { firstSeq, lastSeq, ...builder.finish() };
}

function processRecord(record: LogRecord, builder: BatchBuilder, context: ProcessContext): void {
  const uploads = new RecordUploads(context.findUpload, record.meta.projectId, (id) => builder.spend(record.seq, id));
  const framed = frame(record, uploads);
  builder.begin(record);
  if ("detail" in framed) {
    using unit = new Managed({ type: record.meta.endpoint, headers: {}, payload: record.body }, 0, builder);
    unit.settle({ kind: "rejected", outcome: "invalid", reason: "invalid_envelope", detail: framed.detail, category: "default" });
    return;
  }
  const { meta } = record;
  const itemContext: ItemContext = {
    projectId: meta.projectId,
    keyId: meta.keyId,
    // Ingest gives an id to every envelope; the other one is as stable, should it ever be missing.
    eventId: meta.eventId ?? hash("md5", `${meta.projectId}:${record.seq}`, "hex"),
    receivedAt: meta.receivedAt,
    sentAt: framed.sentAt,
    clientIp: meta.clientIp,
    userAgent: meta.userAgent,
    authClient: meta.authClient,
    envelopeSdk: framed.envelopeSdk,
    replayId: framed.replayId,
    trace: framed.trace,
    project: context.projects(meta.projectId),
    geo: context.geo ?? noGeo,
    upload: uploads.find,
  };
  const main = framed.items.findIndex(createsEvent);
  const mainItem = framed.items[main];
  const fate = (item: IncomingItem): Fate => fateOf(item, itemContext, (message) => context.onFault?.(message, record.seq));
  const mainFate = mainItem === undefined ? undefined : fate(mainItem);
  const dropped = dropOf(mainFate);
  let droppedReplay: Rejected | undefined;
  for (const [index, item] of framed.items.entries()) {
    using unit = new Managed(item, index, builder);
    if (index === main && mainFate !== undefined) unit.settle(mainFate);
    else if (createsEvent(item)) unit.settle(secondEvent);
    else {
      const leader = item.type === "attachment" || item.type === "profile" ? dropped : isRecording(item) ? droppedReplay : undefined;
      const own = leader === undefined ? fate(item) : leftBehind(item, leader, uploads);
      if (item.type === "replay_event") droppedReplay = dropOf(own);
      unit.settle(mainItem === undefined ? own : told(own));
    }
  }
}

/** Sessions are only counted; beside an event, whoever looks that up is told so. */
function told(fate: Fate): Fate {
  const [session] = fate.kind === "sessions" ? fate.sessions : [];
  return fate.kind === "sessions" && session !== undefined ? { ...fate, detail: fate.detail ?? `Counted as a session of ${session.release}.` } : fate;
}

const secondEvent: Rejected = {
  kind: "rejected",
  outcome: "invalid",
  reason: "duplicate_item",
  detail: "An envelope holds one event; this one came after it.",
};

/** Left out on purpose, and not because something is wrong with it. */
function dropOf(fate: Fate | undefined): Rejected | undefined {
  const [first] = fate?.kind === "several" ? fate.fates : [fate];
  return first?.kind === "rejected" && first.outcome !== "invalid" ? first : undefined;
}

/** Files and profiles go with the event they belong to (`protocol.md` §8.2, §11.4), what was seen with the description of the replay. */
function leftBehind(item: IncomingItem, { outcome, reason }: Rejected, uploads: RecordUploads): Rejected {
  const quantity = item.type === "attachment" ? Math.max(uploads.of(item)?.size ?? item.payload.length, 1) : 1;
  return { kind: "rejected", outcome, reason, detail: "What it came with is not stored.", quantity };
}

/** Comes behind the event of its replay. */
function isRecording({ type }: IncomingItem): boolean {
  return type === "replay_recording" || type === "replay_video";
}

type Framed = ({ readonly items: readonly IncomingItem[] } & Pick<ItemContext, "sentAt" | "envelopeSdk" | "replayId" | "trace">) | { readonly detail: string };

function frame({ meta, body }: LogRecord, uploads: RecordUploads): Framed {
  if (meta.endpoint === "store")
    return { items: [{ type: "event", headers: {}, payload: body }], sentAt: null, envelopeSdk: null, replayId: null, trace: null };
  const parsed = parseEnvelope(body);
  if (!parsed.ok) return { detail: `${parsed.fault.detail} (byte ${parsed.fault.offset})` };
  const { sent_at: sent, sdk, trace } = parsed.envelope.headers;
  const sentAt = parseTimestamp(sent);
  const replayId = isJsonObject(trace) ? normalizeEventId(trace["replay_id"]) : undefined;
  return {
    items: assembleCrash(parsed.envelope.items, (item) => uploads.dumpOf(item)),
    sentAt: sentAt === undefined ? null : sentAt * 1000,
    envelopeSdk: sdkOfEnvelope(sdk),
    replayId: replayId ?? null,
    trace: parseDynamicSamplingContext(trace) ?? null,
  };
}

/** An event xor a transaction, and one of them (`protocol.md` §6.3). */
function createsEvent(item: IncomingItem): boolean {
  return item.type === "event" || item.type === "transaction" || item.type === "security" || item.type === "raw_security" || item.type === "feedback";
}

function fateOf(item: IncomingItem, context: ItemContext, onFault: (message: string) => void): Fate {
  const definition = itemDefinition(item.type);
  if (definition === undefined) {
    return {
      kind: "rejected",
      outcome: "invalid",
      reason: "unknown_item",
      detail: `Vedette knows no items of type ${JSON.stringify(item.type.slice(0, 64))}.`,
    };
  }
  try {
    return definition.process(item, context);
  } catch (error) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    onFault(error instanceof Error ? (error.stack ?? text) : text);
    return { kind: "rejected", outcome: "invalid", reason: "internal", detail: `A fault of Vedette while it processed the item. ${text}` };
  }
}

/** Gathers the fates of one batch. */
class BatchBuilder implements FateSink {
  readonly #events: ProcessedEvent[] = [];
  readonly #attachments: ProcessedAttachment[] = [];
  readonly #userReports: ProcessedUserReport[] = [];
  readonly #rows: ProcessedRow[] = [];
  readonly #sessions: SessionRow[] = [];
  readonly #checkIns: ProcessedCheckIn[] = [];
  readonly #outcomes: ItemOutcome[] = [];
  readonly #bodies = new BodyBlocks();
  /** Apart from the bodies: whoever reads an event need not inflate the files of others. */
  readonly #files = new BodyBlocks(fileBlockBytes);
  readonly #uploads = new Map<string, number>();
  readonly #openSegments: OpenSegment[] = [];
  readonly #sketched = new Set<string>();
  #record: LogRecord | undefined;
  /** Of the next row among those of the record. */
  #position = 0;

  begin(record: LogRecord): void {
    this.#record = record;
    this.#position = 0;
  }

  spend(seq: number, uploadId: string): void {
    this.#uploads.set(uploadId, seq);
  }

  finish(): Omit<ProcessedBatch, "firstSeq" | "lastSeq"> {
    const bodies = this.#bodies.finish();
    return {
      events: this.#events,
      attachments: this.#attachments.map((file) => (file.body === null ? file : { ...file, body: { ...file.body, block: file.body.block + bodies.length } })),
      userReports: this.#userReports,
      rows: this.#rows,
      sessions: this.#sessions,
      checkIns: this.#checkIns,
      outcomes: this.#outcomes,
      blocks: [...bodies, ...this.#files.finish()],
      uploads: Array.from(this.#uploads, ([id, seq]) => ({ id, seq })),
      openSegments: this.#openSegments,
    };
  }

  settle(unit: Managed, fate: Fate): void {
    const record = this.#record;
    if (record === undefined) throw new Error("an item without a record");
    switch (fate.kind) {
      case "event":
        this.#events.push(this.#event(record, fate.event));
        return;
      case "attachment":
        this.#attachments.push(this.#attachment(record, fate.attachment, unit.index));
        return;
      case "rejected": {
        const { outcome, reason, detail, category = unit.category, quantity = defaultQuantity(unit) } = fate;
        this.#outcomes.push({ ...origin(record), itemType: unit.type, category, outcome, reason, detail, quantity });
        return;
      }
      case "rows":
        for (const draft of fate.rows) this.#rows.push(this.#row(record, draft, unit.index));
        for (const segment of fate.open ?? []) this.#openSegments.push({ projectId: record.meta.projectId, ...segment });
        for (const accepted of fate.accepted)
          this.#outcomes.push({ ...origin(record), itemType: unit.type, item: unit.index, outcome: "accepted", reason: null, ...accepted });
        return;
      case "checkIn": {
        const { seq, projectId, keyId, receivedAt, eventId: requestId } = origin(record);
        this.#checkIns.push({ seq, position: unit.index, projectId, keyId, receivedAt, requestId, ...fate.checkIn });
        return;
      }
      case "sessions": {
        const { seq, projectId } = origin(record);
        for (const session of fate.sessions) this.#sessions.push({ ...session, seq, projectId });
        this.#accept(record, unit, fate.detail);
        return;
      }
      case "userReport": {
        const { seq, projectId, keyId, receivedAt, eventId: requestId } = origin(record);
        this.#userReports.push({ seq, projectId, keyId, receivedAt, requestId, ...fate.report });
        return;
      }
      case "several":
        for (const each of fate.fates) this.settle(unit, each);
        return;
      case "reports":
        this.#accept(record, unit, fate.detail);
        for (const report of fate.reports)
          this.#outcomes.push({ ...origin(record), eventId: null, itemType: unit.type, detail: "Reported by the SDK.", ...report });
    }
  }

  #accept(record: LogRecord, { type: itemType, category }: Managed, detail: string | null): void {
    this.#outcomes.push({ ...origin(record), itemType, category, outcome: "accepted", reason: null, detail, quantity: 1 });
  }

  #row({ seq, meta }: LogRecord, draft: TableDraft, item: number): ProcessedRow {
    const body = "body" in draft.row ? Buffer.from(draft.row.body) : null;
    return {
      seq,
      position: this.#position++,
      item,
      projectId: meta.projectId,
      keyId: meta.keyId,
      receivedAt: meta.receivedAt,
      timestamp: draft.row.timestamp,
      dataset: draft.dataset,
      cells: packCells(draft),
      body: body === null ? null : this.#bodies.add(body),
      bodyBytes: body?.length ?? 0,
    };
  }

  /** One for each hash of a batch: stores keep the first one. */
  #sketch(projectId: number, grouping: FinishedEvent["grouping"]): Pick<ProcessedEvent, "sketch"> {
    const key = `${projectId}:${grouping.hashes[0] ?? ""}`;
    if (this.#sketched.has(key)) return {};
    this.#sketched.add(key);
    const sketch = sketchOfHash(grouping);
    return sketch === null ? {} : { sketch };
  }

  #attachment({ seq, meta }: LogRecord, { name, contentType, type, content }: FinishedAttachment, index: number): ProcessedAttachment {
    return {
      seq,
      index,
      projectId: meta.projectId,
      keyId: meta.keyId,
      eventId: meta.eventId ?? hash("md5", `${meta.projectId}:${seq}`, "hex"),
      receivedAt: meta.receivedAt,
      name,
      contentType,
      type,
      ...placeFile(content, this.#files),
    };
  }

  #event({ seq, meta }: LogRecord, { category, normalized, derived, grouping, secondaryHashes, body: json }: FinishedEvent): ProcessedEvent {
    const body = Buffer.from(json);
    const { title, culprit, location, metadata, message, handled, traceId, spanId, dist, user, tags, stack, geo } = derived;
    return {
      seq,
      projectId: meta.projectId,
      keyId: meta.keyId,
      eventId: normalized.event_id,
      receivedAt: meta.receivedAt,
      timestamp: normalized.timestamp * 1000,
      type: typeOf(normalized),
      category: meta.keyId === ownKey ? null : category,
      level: normalized.level,
      platform: normalized.platform,
      title,
      culprit,
      location,
      metadata,
      message,
      logger: normalized.logger ?? null,
      environment: normalized.environment ?? null,
      release: normalized.release ?? null,
      dist,
      transaction: normalized.transaction ?? null,
      handled,
      traceId,
      spanId,
      sdk: normalized.sdk?.name ?? null,
      user,
      tags,
      ...(stack !== null && { stack }),
      ...(geo !== null && { geo }),
      hashes: grouping.hashes,
      ...(secondaryHashes !== undefined && { secondaryHashes }),
      ...this.#sketch(meta.projectId, grouping),
      body: this.#bodies.add(body),
      bodyBytes: body.length,
    };
  }
}

function typeOf({ type, occurrence }: FinishedEvent["normalized"]): EventType {
  if (occurrence !== undefined) return performanceIssueTypeOf(occurrence.type) ?? "default";
  return type === "transaction" ? "default" : type;
}

function origin({ seq, meta }: LogRecord): Pick<ItemOutcome, "seq" | "projectId" | "keyId" | "receivedAt" | "eventId"> {
  return { seq, projectId: meta.projectId, keyId: meta.keyId, receivedAt: meta.receivedAt, eventId: meta.eventId };
}

/** Attachments are counted by their bytes, an empty one as 1 (`protocol.md` §12). */
function defaultQuantity(unit: Managed): number {
  return unit.category === "attachment" ? Math.max(unit.item.payload.length, 1) : 1;
}
