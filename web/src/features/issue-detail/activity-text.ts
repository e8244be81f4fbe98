import { objectOf, textOf } from "../../api/json.ts";
import type { ActivityShape } from "../../api/shapes.ts";

function release(version: string | null): string {
  return version === null || version === "" ? "the next release" : version;
}

/** What happened, as a sentence without its subject: "resolved", "assigned to Kai". */
export function activityText({ type, data, user }: Pick<ActivityShape, "type" | "data"> & { readonly user?: { readonly id: string } | null }): string {
  switch (type) {
    case "set_resolved":
      return "resolved";
    case "set_resolved_in_release":
      return `resolved in ${release(textOf(data["version"]))}`;
    case "set_resolved_by_age":
      return "resolved by age";
    case "set_resolved_in_commit":
      return `resolved in commit ${(textOf(objectOf(data["commit"])["id"]) ?? textOf(data["commit"]) ?? "").slice(0, 10)}`;
    case "set_resolved_in_pull_request":
      return "resolved in a pull request";
    case "set_unresolved":
      return "reopened";
    case "set_ignored":
      return archiveText(data);
    case "set_regression":
      return textOf(data["version"]) === null ? "regressed" : `regressed in ${release(textOf(data["version"]))}`;
    case "set_escalating":
      return data["expired_snooze"] === undefined ? "escalating" : "back: its archive condition was met";
    case "auto_set_ongoing":
      return "ongoing, no longer new";
    case "mark_reviewed":
      return "reviewed";
    case "set_priority":
      return `priority ${textOf(data["priority"]) ?? "changed"}`;
    case "assigned":
      return `assigned to ${assignee(data, user?.id)}`;
    case "unassigned":
      return "unassigned";
    case "first_seen":
      return "first seen";
    case "release":
      return `first seen in ${release(textOf(data["version"]))}`;
    case "merge":
      return mergeText(data["issues"]);
    case "unmerge_source":
      return "unmerged a part into an issue of its own";
    case "unmerge_destination":
      return "unmerged from another issue";
    case "reprocess":
      return `let ${textOf(data["eventCount"]) === "1" ? "one event" : `${textOf(data["eventCount"]) ?? "some"} events`} follow the grouping rules`;
    case "note":
      return "commented";
    default:
      return type.replaceAll("_", " ");
  }
}

function assignee(data: ActivityShape["data"], actor: string | undefined): string {
  const isTeam = textOf(data["assigneeType"]) === "team";
  if (!isTeam && actor !== undefined && textOf(data["assignee"]) === actor) return "themselves";
  return textOf(data["assigneeName"]) || textOf(data["assigneeEmail"]) || (isTeam ? "a team" : "someone");
}

/** The issue at the other end of an unmerge. */
export function otherIssue({ type, data }: Pick<ActivityShape, "type" | "data">): string | undefined {
  if (type === "unmerge_source") return textOf(objectOf(data["destination"])["id"]) ?? undefined;
  return type === "unmerge_destination" ? (textOf(objectOf(data["source"])["id"]) ?? undefined) : undefined;
}

function mergeText(issues: unknown): string {
  const count = Array.isArray(issues) ? issues.length : 0;
  return count === 1 ? "merged another issue into this one" : `merged ${count} issues into this one`;
}

function archiveText(data: ActivityShape["data"]): string {
  if (data["ignoreUntilEscalating"] === true) return "archived until it escalates";
  const count = textOf(data["ignoreCount"]);
  if (count !== null) return count === "1" ? "archived for one more event" : `archived for ${count} more events`;
  const until = textOf(data["ignoreUntil"]);
  if (until !== null) return `archived until ${until.slice(0, 16).replace("T", " ")} UTC`;
  return "archived";
}
