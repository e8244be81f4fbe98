import { textOf } from "../../api/json.ts";
import type { IssueShape } from "../../api/shapes.ts";
import type { ChipTone } from "../../ui/chip.tsx";

/**
 * What an issue is called, and what it says: the type and value of an error. An error without a type (a message that was sent
 * with a stack trace, a thrown string) is called by its title, which then is the function it happened in.
 */
export function issueText(issue: Pick<IssueShape, "title" | "metadata" | "type">): { readonly name: string; readonly message: string } {
  const type = textOf(issue.metadata["type"]);
  const value = textOf(issue.metadata["value"]);
  if (type !== null && type !== "") return { name: type, message: value ?? "" };
  const title = textOf(issue.metadata["title"]) ?? issue.title;
  const message = [value, textOf(issue.metadata["message"]), textOf(issue.metadata["location"])].find((text) => text !== null && text !== "") ?? "";
  return { name: title, message: message === title ? "" : message };
}

export interface StateChip {
  readonly text: string;
  readonly tone: ChipTone;
}

/** The word for where an issue stands. Ongoing is the usual and says nothing. */
export function stateChip(issue: Pick<IssueShape, "status" | "substatus">): StateChip | undefined {
  if (issue.status === "resolved") return { text: "Resolved", tone: "good" };
  if (issue.status === "ignored") {
    if (issue.substatus === "archived_until_escalating") return { text: "Archived until escalating", tone: "neutral" };
    if (issue.substatus === "archived_until_condition_met") return { text: "Archived for a time", tone: "neutral" };
    return { text: "Archived", tone: "neutral" };
  }
  switch (issue.substatus) {
    case "escalating":
      return { text: "Escalating", tone: "error" };
    case "regressed":
      return { text: "Regressed", tone: "warning" };
    case "new":
      return { text: "New", tone: "accent" };
    default:
      return undefined;
  }
}

export const priorityNames = { high: "High", medium: "Medium", low: "Low" } as const;
