import type { IngestTransaction } from "../stores/state/port/ingest.ts";
import type { ItemOutcome, ProcessedCheckIn } from "./batch.ts";

/** Stores check-ins with what follows from them, and tells what became of each. */
export async function saveCheckIns(
  checkIns: readonly ProcessedCheckIn[],
  transaction: Pick<IngestTransaction, "saveCheckIns">,
): Promise<readonly ItemOutcome[]> {
  if (checkIns.length === 0) return [];
  const fates = await transaction.saveCheckIns(checkIns);
  return checkIns.flatMap(({ seq, projectId, keyId, receivedAt, requestId }, index) => {
    const fate = fates[index];
    if (fate === undefined) return [];
    return [{ seq, projectId, keyId, receivedAt, eventId: requestId, itemType: "check_in", category: "monitor" as const, quantity: 1, ...fate }];
  });
}
