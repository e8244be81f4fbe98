import type { DiskUsage } from "../stores/state/disk.ts";
import type { BodyBlock, ProcessedAttachment, ProcessedBatch, ProcessedEvent, ProcessedRow } from "./batch.ts";

const dayMs = 86_400_000;
/** Of a row without its texts: fixed columns, its share of three indexes and of the counters. */
const eventRowBytes = 450;
const datasetRowBytes = 140;
const bytesPerTag = 30;

/** What a batch adds to the account of the disk, by project, category and day. Bodies count as what they take in their compressed block. */
export function diskUsage(
  batch: Pick<ProcessedBatch, "blocks">,
  stored: {
    readonly events: readonly Pick<ProcessedEvent, "projectId" | "timestamp" | "body" | "bodyBytes" | "message" | "title" | "tags">[];
    readonly rows: readonly ProcessedRow[];
    readonly attachments: readonly Pick<ProcessedAttachment, "projectId" | "receivedAt" | "size" | "body">[];
  },
): readonly DiskUsage[] {
  const account = new Map<string, { -readonly [K in keyof DiskUsage]: DiskUsage[K] }>();
  const add = (projectId: number, category: string, at: number, bytes: number): void => {
    const day = Math.floor(at / dayMs);
    const key = `${projectId}/${category}/${day}`;
    const entry = account.get(key);
    if (entry === undefined) account.set(key, { projectId, category, day, items: 1, bytes });
    else {
      entry.items++;
      entry.bytes += bytes;
    }
  };
  const ratios = batch.blocks.map(ratioOf);
  for (const { projectId, timestamp, body, bodyBytes, message, title, tags } of stored.events)
    add(projectId, "events", timestamp, bodyBytes * (ratios[body.block] ?? 1) + eventRowBytes + message.length + title.length + tags.length * bytesPerTag);
  for (const { projectId, dataset, timestamp, body, bodyBytes, cells } of stored.rows) {
    let bytes = datasetRowBytes + (body === null ? 0 : bodyBytes * (ratios[body.block] ?? 1));
    for (const cell of cells) if (typeof cell === "string") bytes += cell.length;
    add(projectId, dataset, timestamp, bytes);
  }
  for (const { projectId, receivedAt, size, body } of stored.attachments)
    add(projectId, "attachments", receivedAt, size * (body === null ? 1 : (ratios[body.block] ?? 1)));
  return [...account.values()];
}

function ratioOf({ compressed, lengths }: BodyBlock): number {
  const raw = lengths.reduce((sum, length) => sum + length, 0);
  return raw === 0 ? 1 : compressed.byteLength / raw;
}
