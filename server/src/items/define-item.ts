import type { DataCategory, DynamicSamplingContext, ItemType, OutcomeName } from "@vedette/protocol";
import type { SentCheckIn } from "../monitors/monitor.ts";
import type { DerivedEvent } from "../processing/derive/derive-event.ts";
import type { GeoLookUp } from "../processing/geo/geo.ts";
import type { Grouping } from "../processing/grouping/grouping.ts";
import type { JsonObject } from "../processing/json/json.ts";
import type { NormalizedEvent, Sdk } from "../processing/normalize/event.ts";
import type { OpenSegment } from "../processing/performance/segments.ts";
import type { ProjectSettings } from "../project-settings/project-settings.ts";
import type { FoundUpload } from "../stores/uploads/port.ts";
import type { TableDraft } from "../stores/telemetry/datasets.ts";
import type { SessionDraft } from "../stores/telemetry/sessions.ts";

/** One item of an envelope, as it was framed. */
export interface IncomingItem {
  readonly type: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly payload: Uint8Array;
}

/** What an item's steps know about the request that brought it. Times are epoch milliseconds. */
export interface ItemContext {
  readonly projectId: number;
  readonly keyId: number;
  /** 32 lowercase hex: the envelope's, which is the one that was answered. */
  readonly eventId: string;
  readonly receivedAt: number;
  readonly sentAt: number | null;
  readonly clientIp: string | null;
  /** Of the HTTP request, as sent. */
  readonly userAgent: string | null;
  readonly authClient: string | null;
  /** Of the envelope's header. */
  readonly envelopeSdk: Sdk | null;
  /** Of the envelope's trace header. */
  readonly replayId: string | null;
  /** The envelope's trace header; null when it has none that is usable. */
  readonly trace: DynamicSamplingContext | null;
  /** The same object for as long as they are the same settings. */
  readonly project: ProjectSettings;
  readonly geo: GeoLookUp;
  /** A file that was uploaded to this project before, by the address that it was given. */
  readonly upload: (location: string) => FoundUpload | { readonly problem: string };
}

/** Exactly one of these becomes of every item. */
export type Fate =
  | SingleFate
  | { readonly kind: "attachment"; readonly attachment: FinishedAttachment }
  /** Of an item that holds several things: one fate for each of them. */
  | { readonly kind: "several"; readonly fates: readonly SingleFate[] }
  | { readonly kind: "userReport"; readonly report: FinishedUserReport }
  | { readonly kind: "checkIn"; readonly checkIn: SentCheckIn }
  | { readonly kind: "sessions"; readonly sessions: readonly SessionDraft[]; readonly detail: string | null }
  | { readonly kind: "reports"; readonly detail: string; readonly reports: readonly Report[] };

type SingleFate = { readonly kind: "event"; readonly event: FinishedEvent } | StoredAsRows | Rejected;

/** Kept as rows of telemetry (`stores/telemetry/datasets.ts`), in the order of the rows' times in the item. */
interface StoredAsRows {
  readonly kind: "rows";
  readonly rows: readonly TableDraft[];
  /** What it counts as; more than one for a transaction, which is spans too. */
  readonly accepted: readonly Accepted[];
  /** Segments that rows of the item belong to, and that are not there as a whole. */
  readonly open?: readonly OpenSegment[];
}

interface Accepted {
  readonly category: DataCategory;
  readonly quantity: number;
  /** For a person who looks the item up: where it is stored. Null where the rows tell of themselves: it is only counted. */
  readonly detail: string | null;
}

export interface FinishedEvent {
  /** Null: counted by the item that it was found in. */
  readonly category: DataCategory | null;
  readonly normalized: NormalizedEvent;
  readonly derived: DerivedEvent;
  readonly grouping: Grouping;
  /** Those of the project's former way of grouping, while it switches. */
  readonly secondaryHashes?: readonly string[];
  /** The normalized event as JSON. */
  readonly body: string;
}

export interface FinishedAttachment {
  readonly name: string;
  readonly contentType: string;
  readonly type: string;
  readonly content: Uint8Array | FoundUpload;
}

interface FinishedUserReport {
  /** The event that it is about, 32 lowercase hex. */
  readonly eventId: string;
  readonly name: string;
  readonly email: string;
  readonly comments: string;
}

/** Not stored, with the reason that is kept in its place. */
export interface Rejected {
  readonly kind: "rejected";
  readonly outcome: Exclude<OutcomeName, "accepted">;
  readonly reason: string;
  /** For a person. */
  readonly detail: string;
  readonly category?: DataCategory;
  readonly quantity?: number;
}

/** Drops that an SDK tells about. */
export interface Report {
  readonly outcome: OutcomeName;
  readonly reason: string;
  readonly category: DataCategory;
  readonly quantity: number;
}

export interface ItemDefinition<Type extends ItemType = ItemType> {
  readonly type: Type;
  /** Decides the item's fate. May throw only by mistake: the item is then recorded as an internal fault, others go on. */
  readonly process: (item: IncomingItem, context: ItemContext) => Fate;
}

interface Steps<Type extends ItemType, Decoded> {
  readonly type: Type;
  /** The payload's bytes as something the steps can work on. */
  readonly decode: (item: IncomingItem) => { readonly value: Decoded } | Rejected;
  readonly finish: (decoded: Decoded, context: ItemContext, item: IncomingItem) => Fate;
}

/** The line of steps of one item type: decode, then everything that leads to its fate. */
export function defineItem<Type extends ItemType, Decoded>(steps: Steps<Type, Decoded>): ItemDefinition<Type> {
  return {
    type: steps.type,
    process: (item, context) => {
      const decoded = steps.decode(item);
      return "kind" in decoded ? decoded : steps.finish(decoded.value, context, item);
    },
  };
}

export type DecodedObject = { readonly value: JsonObject } | Rejected;
