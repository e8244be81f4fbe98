import type { DataCategory } from "../outcome/outcome.ts";

const KiB = 1024;
const MiB = 1024 * KiB;

export interface ItemSpec {
  /** What quotas, rate limits and outcomes count the item as. */
  readonly category: DataCategory;
  /** The envelope must have an event id, or gets one. */
  readonly needsEventId: boolean;
  /** Becomes an event of its own; at most one such item is in an envelope. */
  readonly createsEvent: boolean;
  /** Bytes of one payload, decompressed. */
  readonly maxBytes: number;
  /** Bytes of all payloads of this type in one envelope. */
  readonly maxTotalBytes: number;
  /** Items of this type in one envelope. */
  readonly maxCount: number;
}

const event = { needsEventId: true, createsEvent: true, maxBytes: MiB, maxTotalBytes: MiB, maxCount: 1 };
const plain = { needsEventId: false, createsEvent: false, maxBytes: MiB, maxTotalBytes: MiB, maxCount: 1000 };
const attachment = { needsEventId: true, createsEvent: false, maxBytes: 200 * MiB, maxTotalBytes: 200 * MiB, maxCount: 30 };
const session = { ...plain, category: "session", maxBytes: 10 * MiB, maxTotalBytes: 10 * MiB, maxCount: 100 } as const;
const container = { ...plain, maxBytes: 12 * MiB, maxTotalBytes: 12 * MiB };
const chunk = { ...plain, category: "profile_chunk", maxBytes: 50 * MiB, maxTotalBytes: 50 * MiB, maxCount: 1 } as const;

/** Every item type that is understood, with its rules (`protocol.md` §6.3 and §7; Relay's defaults of mid-2026). */
export const ITEM_TYPES = {
  event: { ...event, category: "error" },
  transaction: { ...event, category: "transaction" },
  security: { ...event, category: "security" },
  raw_security: { ...event, category: "security" },
  feedback: { ...event, category: "feedback" },
  user_report: { ...attachment, category: "feedback", maxBytes: MiB },
  attachment: { ...attachment, category: "attachment" },
  unreal_report: { ...attachment, category: "attachment", createsEvent: true },
  form_data: { ...plain, category: "default", needsEventId: true },
  session,
  sessions: session,
  client_report: { ...plain, category: "internal", maxBytes: 100 * KiB, maxTotalBytes: 100 * KiB, maxCount: 100 },
  replay_event: { ...plain, category: "replay", needsEventId: true, maxCount: 1 },
  replay_recording: { ...plain, category: "replay", maxBytes: 10 * MiB, maxTotalBytes: 10 * MiB, maxCount: 1 },
  replay_video: { ...plain, category: "replay", maxBytes: 10 * MiB, maxTotalBytes: 10 * MiB, maxCount: 1 },
  profile: { ...plain, category: "profile", needsEventId: true, maxBytes: 50 * MiB, maxTotalBytes: 50 * MiB, maxCount: 1 },
  profile_chunk: chunk,
  profile_chunk_ui: { ...chunk, category: "profile_chunk_ui" },
  check_in: { ...plain, category: "monitor", maxBytes: 100 * KiB, maxTotalBytes: 100 * KiB, maxCount: 1 },
  span: { ...container, category: "span" },
  log: { ...container, category: "log_item" },
  trace_metric: { ...container, category: "trace_metric" },
  statsd: { ...plain, category: "metric_bucket" },
  metric_buckets: { ...plain, category: "metric_bucket" },
  nel: { ...plain, category: "log_item" },
} as const satisfies Record<string, ItemSpec>;

export type ItemType = keyof typeof ITEM_TYPES;

/** Platforms whose profilers run in what a user sees. */
const ofInterfaces: ReadonlySet<unknown> = new Set(["cocoa", "android", "javascript"]);

/** What an item counts as. Chunks of profiles say it by the platform in their header, which limits look at without parsing (`protocol.md` §8.14). */
export function itemCategory(type: string, headers: Readonly<Record<string, unknown>>): DataCategory {
  if (type === "profile_chunk" && ofInterfaces.has(headers["platform"])) return "profile_chunk_ui";
  return itemSpec(type)?.category ?? "unknown";
}

export function isItemType(type: string): type is ItemType {
  return Object.hasOwn(ITEM_TYPES, type);
}

/** The rules of a type; undefined for one that is not understood, which is accepted and recorded all the same (§6). */
export function itemSpec(type: string): ItemSpec | undefined {
  return isItemType(type) ? ITEM_TYPES[type] : undefined;
}
