import { likeness } from "../processing/grouping/sketch.ts";
import type { Issue } from "../stores/state/model.ts";
import type { StateReader } from "../stores/state/port.ts";

export interface SimilarIssue {
  readonly issue: Issue;
  /** About the share of what the two are grouped by that is the same, 0 to 1. */
  readonly likeness: number;
}

/** Less is no likeness that a person would see. */
const least = 0.5;
/** Sketches that are compared: more would be one error that is split into thousands of issues, and any of them will do. */
const mostCompared = 2000;

/** Issues of the project that are grouped by almost the same, the most similar first. */
export async function similarIssues(
  state: Pick<StateReader, "sketchesNear" | "issuesById">,
  { id, projectId }: Issue,
  limit: number,
): Promise<readonly SimilarIssue[]> {
  const { own, near } = await state.sketchesNear(projectId, id, mostCompared);
  const best = new Map<number, number>();
  for (const { issueId, values } of near) {
    const found = Math.max(...own.map((mine) => likeness(mine, values)));
    if (found >= least && found > (best.get(issueId) ?? 0)) best.set(issueId, found);
  }
  const chosen = [...best].toSorted(([one, a], [other, b]) => b - a || one - other).slice(0, limit);
  const issues = new Map(
    (
      await state.issuesById(
        [projectId],
        chosen.map(([issueId]) => issueId),
      )
    ).map((issue) => [issue.id, issue]),
  );
  return chosen.flatMap(([issueId, like]) => {
    const issue = issues.get(issueId);
    return issue === undefined || issue.timesSeen === 0 ? [] : { issue, likeness: like };
  });
}
