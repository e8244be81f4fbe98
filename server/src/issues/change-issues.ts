import type { IssueSubstatus } from "../query/model.ts";
import type { Issue } from "../stores/state/model.ts";
import type { IssueChange, StateWriter } from "../stores/state/port.ts";
import { type ChangeContext, type IssueUpdate, type StatusChange, reopenedSubstatus, requestedAssignee, requestedStatus } from "./issue-change.ts";

/** What was applied, for the answer: only what the update touched is present. */
export interface AppliedChange {
  readonly issues: readonly Issue[];
  readonly status?: StatusChange;
  readonly assignedTo?: Issue["assignedTo"];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Applies an update to issues that the actor may change. An issue that is already in the state asked for keeps its
 * history: nothing is written for it. Throws `InvalidChange` before anything is changed.
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
  const base = { projectIds: projects.map((project) => project.id), at: now, userId };
  const changed = new Map<number, Issue>(issues.map((issue) => [issue.id, issue]));
  const apply = async (ids: readonly number[], change: Partial<IssueChange>) => {
    if (ids.length === 0 || Object.keys(change).length === 0) return;
    for (const issue of await writer.updateIssues({ ...base, ...change, ids })) changed.set(issue.id, issue);
  };
  const ids = issues.map((issue) => issue.id);
  if (status !== undefined) {
    for (const [substatus, group] of bySubstatus(issues, status, now)) {
      await apply(group, { status: { status: status.status, substatus, details: status.details } });
    }
  }
  const rest: Mutable<Partial<IssueChange>> = {};
  if (update.priority !== undefined) rest.priority = update.priority;
  if (assignedTo !== undefined) rest.assignedTo = assignedTo;
  if (update.inbox === false) rest.reviewed = true;
  // Seen and bookmarked are a person's own; an organization token is nobody's.
  if (userId !== null && update.hasSeen !== undefined) rest.seen = update.hasSeen;
  if (userId !== null && update.isBookmarked !== undefined) rest.bookmarked = update.isBookmarked;
  await apply(ids, rest);
  return {
    issues: ids.flatMap((id) => changed.get(id) ?? []),
    ...(status !== undefined && { status }),
    ...(assignedTo !== undefined && { assignedTo }),
  };
}

/** The issues whose state really changes, by the substatus that each gets. */
function bySubstatus(issues: readonly Issue[], change: StatusChange, now: number): ReadonlyMap<IssueSubstatus | null, readonly number[]> {
  const groups = new Map<IssueSubstatus | null, number[]>();
  for (const issue of issues) {
    const substatus = change.status === "unresolved" ? (change.substatus ?? reopenedSubstatus(issue, now)) : change.substatus;
    const plain = Object.keys(change.details).length === 0;
    if (plain && issue.status === change.status && issue.substatus === substatus) continue;
    const group = groups.get(substatus) ?? [];
    group.push(issue.id);
    groups.set(substatus, group);
  }
  return groups;
}
