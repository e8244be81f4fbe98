import type { Issue } from "../stores/state/model.ts";
import type { StateWriter } from "../stores/state/port.ts";
import { type ChangeContext, type IssueUpdate, type StatusChange, requestedAssignee, requestedStatus } from "./issue-change.ts";

export interface AppliedChange {
  /** As they are now. */
  readonly issues: readonly Issue[];
  /** What was asked for; undefined when the update left it alone. */
  readonly status: StatusChange | undefined;
  readonly assignedTo: Issue["assignedTo"] | undefined;
}

/**
 * Applies an update to issues that the actor may change, in one transaction. Throws `InvalidChange` before anything is
 * changed.
 */
export async function changeIssues(
  writer: Pick<StateWriter, "updateIssues">,
  issues: readonly Issue[],
  update: IssueUpdate,
  context: ChangeContext,
): Promise<AppliedChange> {
  const status = await requestedStatus(update, context);
  const assignedTo = update.assignedTo === undefined ? undefined : await requestedAssignee(update.assignedTo, context);
  const { userId, now, projects } = context;
  // Seen and bookmarked are a person's own; an organization token is nobody's.
  const personal =
    userId === null
      ? {}
      : { ...(update.hasSeen !== undefined && { seen: update.hasSeen }), ...(update.isBookmarked !== undefined && { bookmarked: update.isBookmarked }) };
  const changed = await writer.updateIssues({
    projectIds: projects.map((project) => project.id),
    ids: issues.map((issue) => issue.id),
    at: now,
    userId,
    ...(status !== undefined && { status }),
    ...(assignedTo !== undefined && { assignedTo }),
    ...(update.priority !== undefined && { priority: update.priority }),
    ...(update.inbox === false && { reviewed: true }),
    ...personal,
  });
  return { issues: changed, status, assignedTo };
}
