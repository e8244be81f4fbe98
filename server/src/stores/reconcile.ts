import type { StateWriter } from "./state/port.ts";
import type { Receipt, RemovalWriter } from "./telemetry/removals.ts";
import type { TelemetryWriter } from "./telemetry/port.ts";

interface Stores {
  readonly state: Pick<StateWriter, "ingest" | "nextJob" | "applyReceipt" | "describeIssues">;
  readonly telemetry: Pick<TelemetryWriter, "undoAfter"> & Pick<RemovalWriter, "removalDays" | "receipts" | "latestOf" | "settle">;
}

/**
 * Makes counters and rows say the same, where a failure or a crash came between the two. To be called before either is
 * changed by anything but ingest: whoever moves events whose removal is not counted would count it at the wrong issue.
 */
export async function reconcile(stores: Stores): Promise<void> {
  const { telemetry, state } = stores;
  await withAllCounted(stores, () => Promise.resolve());
  for (const day of await telemetry.removalDays()) {
    for (const receipt of await telemetry.receipts(day)) {
      // A job does not end before its removals are counted.
      const job = await state.nextJob();
      await countRemoved(stores, job?.id ?? 0, receipt);
    }
  }
}

/** Takes rows out, and then out of the state's counters and accounts. A receipt stays in telemetry until that is done. */
export async function removeCounted<S extends { readonly receipt: Receipt | null }>(stores: Stores, jobId: number, removal: () => Promise<S>): Promise<S> {
  const removed = await withAllCounted(stores, removal);
  if (removed.receipt !== null) await countRemoved(stores, jobId, removed.receipt);
  return removed;
}

async function countRemoved({ state, telemetry }: Stores, jobId: number, receipt: Receipt): Promise<void> {
  await state.applyReceipt(jobId, receipt);
  const issues = [...new Set(receipt.events.map(({ issueId }) => issueId))];
  if (issues.length > 0) await state.describeIssues(await telemetry.latestOf(issues));
  await telemetry.settle(receipt);
}

/** While no batch is between its rows and its counters: what was left there by one that failed is undone, and will come again. */
function withAllCounted<T>({ state, telemetry }: Stores, work: () => Promise<T>): Promise<T> {
  return state.ingest(async (transaction) => {
    await telemetry.undoAfter(await transaction.logPosition());
    return work();
  });
}
