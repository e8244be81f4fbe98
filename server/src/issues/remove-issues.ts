import type { StateWriter } from "../stores/state/port.ts";

/** Deletes issues, and drops events like theirs from now on. */
export async function discardIssues(
  stores: { readonly writer: Pick<StateWriter, "deleteIssues" | "buryIssues"> },
  projectIds: readonly number[],
  ids: readonly number[],
  by: { readonly userId: number | null; readonly at: number },
): Promise<void> {
  await stores.writer.buryIssues({ projectIds, ids, ...by });
  await removeIssues(stores, projectIds, ids, by);
}

/** Deletes issues at once; their events, of which there may be millions, are removed in the background. */
export async function removeIssues(
  stores: { readonly writer: Pick<StateWriter, "deleteIssues"> },
  projectIds: readonly number[],
  ids: readonly number[],
  by: { readonly userId: number | null; readonly at: number },
): Promise<number> {
  return (await stores.writer.deleteIssues(projectIds, ids, by)).length;
}
