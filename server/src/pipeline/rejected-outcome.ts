import type { ItemOutcome } from "./batch.ts";

type Origin = Pick<ItemOutcome, "seq" | "projectId" | "keyId" | "receivedAt" | "eventId">;

/** Of something that was processed and then could not be stored. */
export function rejectedOutcome(
  origin: Origin,
  itemType: string,
  category: ItemOutcome["category"],
  reason: string,
  detail: string,
  quantity: number,
): ItemOutcome {
  const { seq, projectId, keyId, receivedAt, eventId } = origin;
  return { seq, projectId, keyId, receivedAt, eventId, itemType, category, outcome: "invalid", reason, detail, quantity };
}
