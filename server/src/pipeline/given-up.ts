import type { ItemOutcome, ProcessedBatch } from "./batch.ts";

type Origin = Pick<ItemOutcome, "seq" | "projectId" | "keyId" | "receivedAt">;

const detail = "A fault of Vedette while it stored the item. Its bytes are kept as a dead letter, which an operator can try again.";

/**
 * What stands in the ledger for a record that the stores do not take: each of its items once, none of them stored. `bare`: one outcome
 * for all of it. `now` stands in for a time of arrival that is none.
 */
export function givenUp(record: ProcessedBatch, bare: boolean, now: number): readonly ItemOutcome[] {
  const { events, attachments, userReports, checkIns, outcomes } = record;
  const origin = originOf(record, now);
  if (origin === undefined) return [];
  const lost = (eventId: unknown, itemType: string, category: ItemOutcome["category"], quantity: number): ItemOutcome => ({
    ...origin,
    eventId: isEventId(eventId) ? eventId : null,
    itemType,
    category,
    outcome: "invalid",
    reason: "internal",
    detail,
    quantity,
  });
  if (bare) return [lost([...events, ...attachments, ...outcomes].map(({ eventId }) => eventId).find(isEventId), "envelope", "default", 1)];
  return [
    ...events.flatMap(({ eventId, category }) => (category === null ? [] : [lost(eventId, "event", category, 1)])),
    ...attachments.map(({ eventId, size }) => lost(eventId, "attachment", "attachment", Math.max(size, 1))),
    ...userReports.map(({ requestId }) => lost(requestId, "user_report", "feedback", 1)),
    ...checkIns.map(({ requestId }) => lost(requestId, "check_in", "monitor", 1)),
    // Rows are counted by accepted outcomes.
    ...outcomes.map((each) => (each.outcome === "accepted" ? lost(each.eventId, each.itemType, each.category, each.quantity) : each)),
  ];
}

/** All items of a record have the same. One of them may be what the stores do not take: then another one tells. */
function originOf({ events, attachments, userReports, checkIns, rows, sessions, outcomes }: ProcessedBatch, now: number): Origin | undefined {
  const [first] = [...events, ...attachments, ...outcomes, ...rows, ...userReports, ...checkIns, ...sessions];
  if (first === undefined) return undefined;
  const items = [...events, ...attachments, ...outcomes, ...rows, ...userReports, ...checkIns];
  return {
    seq: first.seq,
    projectId: [...items, ...sessions].map(({ projectId }) => projectId).find(isId) ?? 0,
    keyId: items.map(({ keyId }) => keyId).find(isId) ?? 0,
    receivedAt: items.map(({ receivedAt }) => receivedAt).find((at) => Math.abs(at - now) < longestMs) ?? now,
  };
}

/** No record waits in the log for longer. */
const longestMs = 100 * 365 * 86_400_000;

const isId = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

function isEventId(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{32}$/.test(value);
}
