import type { StateWriter } from "../stores/state/port.ts";
import type { TelemetryWriter } from "../stores/telemetry/port.ts";

/**
 * Deletes issues with their events. The issue goes first: should the server stop in between, events without an issue
 * are invisible and leave with their partition, while an issue without events would be shown.
 */
export async function removeIssues(
  stores: { readonly writer: Pick<StateWriter, "deleteIssues">; readonly telemetryWriter: Pick<TelemetryWriter, "moveIssue"> },
  projectIds: readonly number[],
  ids: readonly number[],
): Promise<number> {
  const removed = await stores.writer.deleteIssues(projectIds, ids);
  for (const { projectId, id } of removed) await stores.telemetryWriter.moveIssue(projectId, id, null);
  return removed.length;
}
