import type { Issue, Organization, Project, Team, User } from "../../stores/state/model.ts";
import type { IssueTotal } from "../../stores/telemetry/port.ts";
import { formatShortId } from "../../issues/short-id.ts";
import { performanceIssueTypeNames } from "../../project-settings/performance-issue-types.ts";
import { eventTypeJson } from "../events/occurrence-json.ts";
import { isoDate, isoDateOrNull } from "../dates.ts";
import { toUser } from "../users/user-shape.ts";
import type { IssueCoreJson, IssueJson } from "./issue-shape.ts";

/** What issues of one answer refer to, looked up once for all of them. */
export interface IssueSurroundings {
  readonly organization: Organization;
  readonly projects: ReadonlyMap<number, Project>;
  readonly users: ReadonlyMap<number, User>;
  readonly teams: ReadonlyMap<number, Team>;
  readonly seen: ReadonlySet<number>;
  readonly bookmarked: ReadonlySet<number>;
  readonly publicUrl: string;
  readonly now: number;
}

/** Category and type by the type of an issue's events; what is not here is an error. Monitors make the generic ones. */
const categories: Readonly<Record<string, readonly [category: string, type: string]>> = {
  feedback: ["feedback", "feedback"],
  generic: ["outage", "monitor_check_in_failure"],
  ...Object.fromEntries(performanceIssueTypeNames.map((type) => [type, ["performance", type] as const])),
};

/** The members that every form of an issue has. `selected` replaces the counts of its whole life. */
export function issueCoreJson(issue: Issue, around: IssueSurroundings, selected?: IssueTotal): IssueCoreJson {
  const project = around.projects.get(issue.projectId);
  if (project === undefined) throw new TypeError(`issue ${issue.id} is of a project that was not asked for`);
  const { status, substatus } = currentStatus(issue, around.now);
  const [category, type] = categories[issue.type] ?? ["error", "error"];
  return {
    id: String(issue.id),
    shareId: null,
    shortId: formatShortId(project.slug, issue.shortIdNumber),
    title: issue.title,
    culprit: issue.culprit,
    permalink: `${around.publicUrl}/organizations/${around.organization.slug}/issues/${issue.id}/`,
    logger: issue.logger,
    level: issue.level,
    status,
    statusDetails: statusDetailsJson(issue, around),
    substatus,
    isPublic: false,
    platform: issue.platform,
    priority: issue.priority,
    priorityLockedAt: isoDateOrNull(issue.priorityLockedAt),
    seerFixabilityScore: null,
    seerAutofixLastTriggered: null,
    seerExplorerAutofixLastTriggered: null,
    project: { id: String(project.id), name: project.name, slug: project.slug, platform: project.platform },
    type: eventTypeJson(issue.type),
    issueType: type,
    issueCategory: category,
    metadata: { ...issue.metadata },
    numComments: issue.numComments,
    assignedTo: assigneeJson(issue.assignedTo, around),
    isBookmarked: around.bookmarked.has(issue.id),
    isSubscribed: false,
    subscriptionDetails: null,
    hasSeen: around.seen.has(issue.id),
    annotations: [],
    isUnhandled: issue.isUnhandled,
    ...countsJson(selected ?? lifetime(issue)),
    inbox: inboxJson(issue),
    owners: null,
  };
}

/** What only lists add. `stats` is left out when the request collapses it. */
export function listedIssueJson(
  issue: Issue,
  around: IssueSurroundings,
  selected: IssueTotal | undefined,
  isFiltered: boolean,
  stats: IssueJson["stats"],
): IssueJson {
  return {
    ...issueCoreJson(issue, around, selected),
    ...(stats !== undefined && { stats }),
    lifetime: countsJson(lifetime(issue)),
    filtered: isFiltered && selected !== undefined ? countsJson(selected) : null,
    matchingEventId: null,
    matchingEventEnvironment: null,
    sessionCount: 0,
    derivedData: {},
    integrationIssues: [],
    sentryAppIssues: [],
    latestEventHasAttachments: false,
  };
}

type Counts = Pick<IssueTotal, "count" | "users" | "firstSeen" | "lastSeen">;

export function countsJson({ count, users, firstSeen, lastSeen }: Counts) {
  return { count: String(count), userCount: users, firstSeen: isoDate(firstSeen), lastSeen: isoDate(lastSeen) };
}

function lifetime(issue: Issue): Counts {
  return { count: issue.timesSeen, users: issue.userCount, firstSeen: issue.firstSeen, lastSeen: issue.lastSeen };
}

/** A snooze that ran out shows as unresolved before the next event writes it down (`api.md` §4.5). */
function currentStatus(issue: Issue, now: number): Pick<Issue, "status" | "substatus"> {
  const { ignoreUntil } = issue.statusDetails;
  if (issue.status === "ignored" && ignoreUntil !== undefined && ignoreUntil <= now) return { status: "unresolved", substatus: "ongoing" };
  return { status: issue.status, substatus: issue.status === "resolved" ? null : issue.substatus };
}

export function statusDetailsJson(
  issue: Pick<Issue, "status" | "statusDetails">,
  around: Pick<IssueSurroundings, "users" | "now">,
): Readonly<Record<string, unknown>> {
  const { actorUserId, ignoreUntil, untilEscalating, ...plain } = issue.statusDetails;
  if (issue.status === "ignored" && ignoreUntil !== undefined && ignoreUntil <= around.now) return {};
  const actor = actorUserId === undefined ? undefined : around.users.get(actorUserId);
  return {
    ...plain,
    ...(ignoreUntil !== undefined && { ignoreUntil: isoDate(ignoreUntil) }),
    ...(untilEscalating === true && { ignoreUntilEscalating: true }),
    ...(actor !== undefined && { actor: toUser(actor) }),
  };
}

export function assigneeJson(assignedTo: Issue["assignedTo"], { users, teams }: Pick<IssueSurroundings, "users" | "teams">): IssueCoreJson["assignedTo"] {
  if (assignedTo === null) return null;
  if (assignedTo.kind === "team") {
    const team = teams.get(assignedTo.id);
    return team === undefined ? null : { type: "team", id: String(team.id), name: team.slug };
  }
  const user = users.get(assignedTo.id);
  return user === undefined ? null : { type: "user", id: String(user.id), name: user.name ?? user.email, email: user.email };
}

/** Reasons as in `api.md` §4.5. */
function inboxJson(issue: Issue): IssueCoreJson["inbox"] {
  if (!issue.forReview || issue.status !== "unresolved") return null;
  const reason = issue.substatus === "regressed" ? 2 : issue.substatus === "escalating" ? 5 : issue.substatus === "ongoing" ? 6 : 0;
  return { reason, reason_details: null, date_added: isoDate(issue.substatus === "new" ? issue.firstSeen : issue.lastSeen) };
}
