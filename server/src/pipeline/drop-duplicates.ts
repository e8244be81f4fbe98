import type { TelemetryWriter, RowKey } from "../stores/telemetry/port.ts";
import { uniqueCells } from "../stores/telemetry/datasets.ts";
import type { ItemOutcome, ProcessedAttachment, ProcessedBatch, ProcessedEvent, ProcessedRow } from "./batch.ts";
import { rejectedOutcome } from "./rejected-outcome.ts";

export interface Kept {
  readonly events: readonly ProcessedEvent[];
  readonly rows: readonly ProcessedRow[];
  readonly attachments: readonly ProcessedAttachment[];
  /** Those of the batch, where the items they tell of are no duplicates, and one for each that is. */
  readonly outcomes: readonly ItemOutcome[];
}

/**
 * One event for each project and event id, and one row for each value that its dataset says is unique; the first one stays.
 * Rows go with the others of their item: the spans of a transaction with the transaction. Files that came along with a
 * duplicate are one, too.
 */
export async function dropDuplicates(batch: ProcessedBatch, telemetry: Pick<TelemetryWriter, "storedSeq" | "storedRowSeq">): Promise<Kept> {
  const repeated = new Set<number>();
  const found: ItemOutcome[] = [];
  const events = keepFirst(batch.events, await telemetry.storedSeq(batch.events), ({ projectId, eventId }) => `${projectId}:${eventId}`, repeatedEvent);
  const rows = await dropRows(batch, telemetry, repeated);
  if (repeated.size === 0) return { events, rows: rows.rows, attachments: batch.attachments, outcomes: [...rows.outcomes, ...found] };
  const attachments = batch.attachments.filter((attachment) => {
    if (!repeated.has(attachment.seq)) return true;
    const { name, size } = attachment;
    const detail = `${name} came with an event that is stored already.`;
    found.push(rejectedOutcome(attachment, "attachment", "attachment", "duplicate", detail, Math.max(size, 1)));
    return false;
  });
  return { events, rows: rows.rows, attachments, outcomes: [...rows.outcomes, ...found] };

  function repeatedEvent(event: ProcessedEvent): void {
    // What a problem was found in is a duplicate of its own.
    if (event.category === null) return;
    repeated.add(event.seq);
    found.push(rejectedOutcome(event, "event", event.category, "duplicate", "An event with this id is stored already.", 1));
  }
}

function keepFirst<T extends { readonly seq: number }>(
  all: readonly T[],
  stored: readonly (number | undefined)[],
  keyOf: (one: T) => string,
  onRepeated: (one: T) => void,
): readonly T[] {
  const firstSeqs = new Map<string, number>();
  return all.filter((one, i) => {
    const key = keyOf(one);
    // A row with our own seq is what an interrupted run left: no duplicate.
    const first = firstSeqs.get(key) ?? stored[i] ?? one.seq;
    if (first !== one.seq) {
      onRepeated(one);
      return false;
    }
    firstSeqs.set(key, first);
    return true;
  });
}

type DroppedRows = Pick<Kept, "rows" | "outcomes">;

async function dropRows(batch: ProcessedBatch, telemetry: Pick<TelemetryWriter, "storedRowSeq">, repeated: Set<number>): Promise<DroppedRows> {
  const keyed = batch.rows.flatMap((row) => {
    const cells = uniqueCells(row);
    return cells === null
      ? []
      : [{ row, seq: row.seq, key: { dataset: row.dataset, projectId: row.projectId, timestamp: row.timestamp, cells } satisfies RowKey }];
  });
  if (keyed.length === 0) return { rows: batch.rows, outcomes: batch.outcomes };
  const dropped = new Set<string>();
  const stored = await telemetry.storedRowSeq(keyed.map(({ key }) => key));
  keepFirst(
    keyed,
    stored,
    ({ key }) => JSON.stringify([key.dataset, key.projectId, key.cells]),
    ({ row }) => dropped.add(itemKey(row.seq, row.item)),
  );
  if (dropped.size === 0) return { rows: batch.rows, outcomes: batch.outcomes };
  const outcomes = batch.outcomes.map((outcome): ItemOutcome => {
    if (outcome.outcome !== "accepted" || outcome.item === undefined || !dropped.has(itemKey(outcome.seq, outcome.item))) return outcome;
    repeated.add(outcome.seq);
    return { ...outcome, outcome: "invalid", reason: "duplicate", detail: `The same ${outcome.itemType} is stored already.` };
  });
  return { rows: batch.rows.filter(({ seq, item }) => !dropped.has(itemKey(seq, item))), outcomes };
}

function itemKey(seq: number, item: number): string {
  return `${seq}:${item}`;
}
