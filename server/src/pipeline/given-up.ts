import type { ItemOutcome, ProcessedBatch } from "./batch.ts";

type Origin = Pick<ItemOutcome, "seq" | "projectId" | "keyId" | "receivedAt" | "eventId">;

const detail = "A fault of Vedette while it stored the item. Its bytes are kept as a dead letter, which an operator can try again.";

/** What stands in the ledger for a record that the stores do not take: each of its items once, none of them stored. */
export function givenUp({ events, attachments, userReports, checkIns, rows, outcomes }: ProcessedBatch, bare: boolean): readonly ItemOutcome[] {
  const lost = (origin: Origin, itemType: string, category: ItemOutcome["category"], quantity: number): ItemOutcome => ({
    seq: origin.seq,
    projectId: origin.projectId,
    keyId: origin.keyId,
    receivedAt: origin.receivedAt,
    eventId: origin.eventId,
    itemType,
    category,
    outcome: "invalid",
    reason: "internal",
    detail,
    quantity,
  });
  if (bare) {
    const first = [...events, ...attachments, ...outcomes].at(0);
    const other = [...userReports, ...checkIns, ...rows].at(0);
    if (first === undefined && other !== undefined) return [lost({ ...other, eventId: null }, "envelope", "default", 1)];
    return first === undefined ? [] : [lost(first, "envelope", "default", 1)];
  }
  return [
    ...events.flatMap((event) => (event.category === null ? [] : [lost(event, "event", event.category, 1)])),
    ...attachments.map((attachment) => lost(attachment, "attachment", "attachment", Math.max(attachment.size, 1))),
    ...userReports.map((report) => lost({ ...report, eventId: report.requestId }, "user_report", "feedback", 1)),
    ...checkIns.map((checkIn) => lost({ ...checkIn, eventId: checkIn.requestId }, "check_in", "monitor", 1)),
    // Rows are counted by accepted outcomes.
    ...outcomes.map((outcome) => (outcome.outcome === "accepted" ? lost(outcome, outcome.itemType, outcome.category, outcome.quantity) : outcome)),
  ];
}
