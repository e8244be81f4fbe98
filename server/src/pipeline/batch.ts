import type { DataCategory, OutcomeName } from "@vedette/protocol";
import type { PerformanceIssueType } from "../project-settings/performance-issue-types.ts";
import type { SentCheckIn } from "../monitors/monitor.ts";
import type { PackedRow } from "../stores/telemetry/datasets.ts";
import type { SessionRow } from "../stores/telemetry/sessions.ts";

/**
 * What the processing workers hand to the one writer. Everything here survives structured cloning; blocks are moved,
 * not copied.
 */
export interface ProcessedBatch {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly events: readonly ProcessedEvent[];
  readonly attachments: readonly ProcessedAttachment[];
  readonly userReports: readonly ProcessedUserReport[];
  /** Rows of the datasets, in ascending (seq, position). */
  readonly rows: readonly ProcessedRow[];
  /** Updates and counts of sessions, in ascending seq. */
  readonly sessions: readonly SessionRow[];
  /** In ascending seq. */
  readonly checkIns: readonly ProcessedCheckIn[];
  /** Fates already decided for items and SDK-reported drops. Accepted events, attachments and user reports are not listed here. */
  readonly outcomes: readonly ItemOutcome[];
  /** Event bodies (normalized event JSON, UTF-8) and small files, each with their like, compressed in blocks that `body` points into. */
  readonly blocks: readonly BodyBlock[];
  /** Uploads that items referred to, whatever became of those: nothing else will. */
  readonly uploads: readonly { readonly seq: number; readonly id: string }[];
  /** Segments of streamed spans that are here in part. */
  readonly openSegments: readonly OpenSegment[];
}

/** `segmentId` null: its spans do not name it. */
export interface OpenSegment {
  readonly projectId: number;
  readonly traceId: string;
  readonly segmentId: string | null;
  /** When the first and last of its spans that are here began, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
}

/** `item`: position in its envelope of the item that it is of. */
export type ProcessedRow = PackedRow<{ readonly block: number; readonly index: number }> & { readonly item: number };

export interface BodyBlock {
  /** One zstd frame over the concatenated bodies. */
  readonly compressed: Uint8Array<ArrayBuffer>;
  /** Byte length of each body, in order. */
  readonly lengths: readonly number[];
}

/** One stored event of any issue-making kind, after normalization, derivation and grouping. */
export interface ProcessedEvent {
  /** Log seq of the record it came in. */
  readonly seq: number;
  readonly projectId: number;
  readonly keyId: number;
  /** 32 lowercase hex. */
  readonly eventId: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  /** Normalized event time, epoch milliseconds with fraction. */
  readonly timestamp: number;
  readonly type: EventType;
  /** Null: counted by the item that it was found in, or written by the server itself and never received. */
  readonly category: DataCategory | null;
  readonly level: EventLevel;
  readonly platform: string;
  readonly title: string;
  readonly culprit: string;
  readonly location: string | null;
  /** `spec/api.md` §4.5: error {type, value, filename?, function?}, default {title}, … */
  readonly metadata: Readonly<Record<string, string>>;
  /** Text that free-text search looks into besides the title. */
  readonly message: string;
  readonly logger: string | null;
  readonly environment: string | null;
  readonly release: string | null;
  readonly dist: string | null;
  readonly transaction: string | null;
  readonly handled: boolean | null;
  readonly traceId: string | null;
  readonly spanId: string | null;
  readonly sdk: string | null;
  readonly user: EventUser | null;
  /** Derived and sent tags, first occurrence wins, sorted by key. */
  readonly tags: readonly (readonly [key: string, value: string])[];
  /** Its frames, to be searched in: JSON, and a digest of it. */
  readonly stack?: { readonly digest: string; readonly text: string };
  /** Where its user was, to be searched in: JSON. */
  readonly geo?: string;
  /** Ordered; the first one that belongs to an issue decides (`spec/grouping.md` §12). 32 lowercase hex each. */
  readonly hashes: readonly string[];
  /** Of the project's former way of grouping: asked where none of `hashes` is known, and never kept (`spec/grouping.md` §13). */
  readonly secondaryHashes?: readonly string[];
  /** With the first event of its first hash in the batch. */
  readonly sketch?: GroupSketch;
  readonly body: { readonly block: number; readonly index: number };
  readonly bodyBytes: number;
}

/** By which similar issues find each other (`processing/grouping/sketch.ts`). */
export interface GroupSketch {
  readonly values: string;
  readonly bands: readonly number[];
}

/** Of a problem in a transaction, the type of its issue. */
export type EventType = "error" | "default" | "csp" | "hpkp" | "expectct" | "expectstaple" | "nel" | "feedback" | "generic" | PerformanceIssueType;
export type EventLevel = "debug" | "info" | "warning" | "error" | "fatal" | "sample";

interface EventUser {
  /** The value of the `user` tag: `id:7`, `username:x`, `email:x` or `ip:x`. Distinct users are counted by it. */
  readonly tag: string;
  readonly id: string | null;
  readonly email: string | null;
  readonly username: string | null;
  readonly ip: string | null;
}

export interface ProcessedAttachment {
  readonly seq: number;
  /** Position among the items of its envelope: with `seq` it makes an id that a replay makes again. */
  readonly index: number;
  readonly projectId: number;
  readonly keyId: number;
  readonly eventId: string;
  readonly receivedAt: number;
  readonly name: string;
  readonly contentType: string;
  /** `event.attachment`, `event.minidump`, … (`spec/protocol.md` §8.2). */
  readonly type: string;
  readonly size: number;
  /** 40 lowercase hex. */
  readonly sha1: string;
  /** In a block, beside other small files. Null for a large or an empty one. */
  readonly body: { readonly block: number; readonly index: number } | null;
  /** What becomes a file of its own. */
  readonly file: Uint8Array<ArrayBuffer> | null;
  /** Id of the upload that it is. */
  readonly upload: string | null;
}

/** What a user wrote about an event (`spec/protocol.md` §8.3). */
export interface ProcessedUserReport {
  readonly seq: number;
  readonly projectId: number;
  readonly keyId: number;
  readonly receivedAt: number;
  /** Of the request, to look its fate up by. */
  readonly requestId: string | null;
  /** The event that it is about: 32 lowercase hex. */
  readonly eventId: string;
  readonly name: string;
  readonly email: string;
  readonly comments: string;
}

/** What a scheduled job says of itself (`spec/protocol.md` §8.9). */
export interface ProcessedCheckIn extends SentCheckIn {
  readonly seq: number;
  /** Among the items of its envelope. */
  readonly position: number;
  readonly projectId: number;
  readonly keyId: number;
  readonly receivedAt: number;
  /** Of the request, to look its fate up by. */
  readonly requestId: string | null;
}

/** The fate of one item, or of a quantity of them reported by an SDK (`spec/protocol.md` §12). */
export interface ItemOutcome {
  readonly seq: number;
  readonly projectId: number;
  readonly keyId: number;
  readonly receivedAt: number;
  readonly eventId: string | null;
  /** As sent; kept for unknown types too. */
  readonly itemType: string;
  readonly category: DataCategory;
  readonly outcome: OutcomeName;
  /** Machine word, e.g. `invalid_json`, `duplicate`, `unknown_item`, `not_processed_yet`. Null for accepted. */
  readonly reason: string | null;
  /** For a person: where in the payload and why, or where it was stored. An accepted one without is only counted, and not kept by itself. */
  readonly detail: string | null;
  readonly quantity: number;
  /** Position of the item in its envelope, for as long as it is processed. */
  readonly item?: number;
}
