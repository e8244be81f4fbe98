import { limits } from "../config/limits.ts";
import type { ItemOutcome } from "../pipeline/batch.ts";
import type { ListedUpload } from "../stores/uploads/port.ts";
import type { JobContext, UpkeepStores } from "./run-jobs.ts";

const [hourMs, dayMs] = [3_600_000, 86_400_000];

type UploadStores = Pick<UpkeepStores, "state" | "telemetry" | "uploads">;

/** Removes uploads that nothing has referred to for too long, and writes down what the others take. */
export async function tendUploads(stores: UploadStores, now: number): Promise<void> {
  const waiting: ListedUpload[] = [];
  for (const upload of await stores.uploads.list()) {
    if (upload.createdAt > now - limits.uploadHours * hourMs) {
      if (!upload.isSpent) waiting.push(upload);
      continue;
    }
    const { offset, length } = upload;
    const state = offset === length ? "No envelope referred to it" : `${offset} of ${length ?? "an unknown number of"} bytes arrived`;
    await removeUpload(stores, upload, now, { outcome: "invalid", reason: "upload_expired", detail: `${state} within ${limits.uploadHours} hours.` });
  }
  await count(stores, waiting);
}

/** The oldest of a project's day go, as long as it is over. Answers whether all of them went. */
export async function evictUploads(context: JobContext, projectId: number, day: number, isOver?: () => Promise<boolean>): Promise<boolean> {
  const detail = `Removed to stay within the budget of its project (job ${context.job.id}): no envelope had referred to it.`;
  const waiting = new Set((await context.uploads.list()).filter(({ isSpent }) => !isSpent).toSorted((a, b) => a.createdAt - b.createdAt));
  for (const upload of waiting) {
    if (upload.projectId !== projectId || dayOf(upload) !== day) continue;
    await removeUpload(context, upload, context.clock.now(), { outcome: "rate_limited", reason: "disk_budget", detail });
    waiting.delete(upload);
    await count(context, [...waiting]);
    await context.step({ kind: "uploads", done: 1, bytes: upload.offset });
    if (isOver !== undefined && !(await isOver())) return false;
  }
  return true;
}

/** Its bytes were taken with a 2xx, so it has an outcome. */
async function removeUpload(
  { state, telemetry, uploads }: UploadStores,
  { id, projectId, keyId, offset, isSpent }: ListedUpload,
  now: number,
  fate: Pick<ItemOutcome, "outcome" | "reason" | "detail">,
): Promise<void> {
  await uploads.remove(id);
  if (isSpent) return;
  const { outcome, reason } = fate;
  const counted = { projectId, keyId, category: "attachment", quantity: Math.max(offset, 1) } as const;
  await state.ingest((transaction) => transaction.addOutcomes([{ ...counted, outcome, reason, hour: Math.floor(now / hourMs) * hourMs }]));
  await telemetry.addOutcomes([{ ...counted, ...fate, seq: 0, eventId: null, itemType: "upload", receivedAt: now }]);
}

async function count({ state }: UploadStores, waiting: readonly ListedUpload[]): Promise<void> {
  const groups = Map.groupBy(waiting, (upload) => `${upload.projectId}/${dayOf(upload)}`);
  const usage = [...groups.values()].flatMap((uploads) => {
    const [first] = uploads;
    const bytes = uploads.reduce((sum, { offset }) => sum + offset, 0);
    return first === undefined ? [] : [{ projectId: first.projectId, day: dayOf(first), items: uploads.length, bytes }];
  });
  await state.recount("uploads", usage);
}

function dayOf({ createdAt }: ListedUpload): number {
  return Math.floor(createdAt / dayMs);
}
