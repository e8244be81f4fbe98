import { api } from "../../api/client.ts";
import { queryClient } from "../../api/queries.ts";
import type { IssueChangeBody, IssueShape } from "../../api/shapes.ts";
import { toast } from "../../ui/toast.tsx";

type Changed = Pick<IssueShape, "id" | "shortId" | "status" | "substatus">;

async function send(organization: string, ids: readonly string[], body: IssueChangeBody): Promise<void> {
  await api.updateIssues({ organization, id: ids, body });
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ["issues", organization] }),
    queryClient.invalidateQueries({ queryKey: ["issue-counts", organization] }),
    queryClient.invalidateQueries({ queryKey: ["issue", organization] }),
  ]);
}

/** Puts issues back to the states that they had, in as few requests as there were states. */
async function restore(organization: string, issues: readonly Changed[]): Promise<void> {
  const groups = Map.groupBy(issues, (issue) => `${issue.status}|${issue.substatus ?? ""}`);
  for (const group of groups.values()) {
    const first = group[0];
    if (first === undefined) continue;
    await send(
      organization,
      group.map((issue) => issue.id),
      { status: first.status, ...(first.substatus === null ? {} : { substatus: first.substatus }) },
    );
  }
}

/** Changes issues, says what was done, and offers to undo a change of state. Answers whether it worked. */
export async function changeIssues(organization: string, issues: readonly Changed[], body: IssueChangeBody, done: string): Promise<boolean> {
  if (issues.length === 0) return false;
  try {
    await send(
      organization,
      issues.map((issue) => issue.id),
      body,
    );
  } catch (error) {
    toast(error instanceof Error ? error.message : "The change failed", { tone: "failed" });
    return false;
  }
  const what = issues.length === 1 ? (issues[0]?.shortId ?? "") : `${issues.length} issues`;
  toast(`${done} ${what}`, body.status === undefined ? {} : { action: { label: "Undo", run: () => void undo(organization, issues) } });
  return true;
}

async function undo(organization: string, issues: readonly Changed[]): Promise<void> {
  try {
    await restore(organization, issues);
  } catch (error) {
    toast(error instanceof Error ? error.message : "Undo failed", { tone: "failed" });
  }
}
