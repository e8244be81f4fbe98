import { limits } from "../config/limits.ts";
import type { RefusedItems } from "../ingest/refusal.ts";
import type { UploadStore } from "../stores/uploads/port.ts";

/** Removes uploads that nothing has referred to for too long. What they held was accepted, so it has an outcome. */
export async function expireUploads(uploads: Pick<UploadStore, "list" | "remove">, now: number, onLost: (items: RefusedItems) => void): Promise<void> {
  for (const { id, projectId, keyId, length, offset, createdAt, isSpent } of await uploads.list()) {
    if (createdAt > now - limits.uploadHours * 3_600_000) continue;
    await uploads.remove(id);
    if (isSpent) continue;
    const state = offset === length ? "No envelope referred to it" : `${offset} of ${length ?? "an unknown number of"} bytes arrived`;
    onLost({
      projectId,
      keyId,
      eventId: null,
      endpoint: "upload",
      category: "attachment",
      quantity: Math.max(offset, 1),
      outcome: "invalid",
      reason: "upload_expired",
      detail: `${state} within ${limits.uploadHours} hours.`,
    });
  }
}
