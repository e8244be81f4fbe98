import type { Actor } from "../../auth/actor.ts";
import { chartPoints, recentSpan } from "../../issues/issue-series.ts";
import type { Activity, Issue, User } from "../../stores/state/model.ts";
import type { ApiContext } from "../context.ts";
import { isoDate } from "../dates.ts";
import { toRelease } from "../releases/release-shape.ts";
import { toUser } from "../users/user-shape.ts";
import { issueCoreJson } from "./issue-json.ts";
import type { ActivityJson, IssueDetailJson } from "./issue-shape.ts";
import type { FoundIssue } from "./places.ts";
import { byId, surroundingsOf } from "./surroundings.ts";

interface DetailContext extends ApiContext {
  readonly actor: Actor;
}

/** `api.md` §4.4: the newest hundred. */
const mostActivities = 100;

/** The whole issue, as a single GET or PUT answers it (`api.md` §4.5). */
export async function issueDetail({ stores, clock, actor, publicUrl }: DetailContext, { organization, project, issue }: FoundIssue): Promise<IssueDetailJson> {
  const now = clock.now();
  const { state, telemetry } = stores;
  const spans = { "24h": recentSpan("24h", now), "30d": recentSpan("30d", now) };
  const one = { projectIds: [project.id], issueIds: [issue.id] };
  const release = (version: string | null) => (version === null ? undefined : state.release(organization.id, version));
  const [around, activity, seenBy, userReportCount, day, month, tags, firstRelease, lastRelease] = await Promise.all([
    surroundingsOf(state, [issue], { organization, projects: [project], userId: actor.userId, publicUrl: publicUrl(), now }),
    activityOf(stores, organization.id, issue),
    state.seenBy(issue.id),
    state.userReportCount(issue.id),
    telemetry.issueSeries({ ...one, ...spans["24h"] }),
    telemetry.issueSeries({ ...one, ...spans["30d"] }),
    telemetry.issueTags({ projectIds: [project.id], issueId: issue.id }),
    release(issue.firstRelease),
    release(issue.lastRelease),
  ]);
  const viewers = byId(await state.users(seenBy.map((seen) => seen.userId)));
  return {
    ...issueCoreJson(issue, around),
    stats: { "24h": chartPoints(spans["24h"], day.get(issue.id) ?? []), "30d": chartPoints(spans["30d"], month.get(issue.id) ?? []) },
    activity,
    seenBy: seenBy.flatMap(({ userId, at }) => present(viewers.get(userId), (user) => ({ ...toUser(user), lastSeen: isoDate(at) }))),
    participants: [],
    userReportCount,
    firstRelease: firstRelease === undefined ? null : toRelease(firstRelease, [project]),
    lastRelease: lastRelease === undefined ? null : toRelease(lastRelease, [project]),
    tags: tags.map(({ key, totalValues }) => ({ key, name: key, totalValues })),
    pluginActions: [],
    pluginIssues: [],
    pluginContexts: [],
    integrationIssues: [],
    sentryAppIssues: [],
  };
}

/** Newest first. The first sighting is always the last one, under the id 0, however many others there are. */
export async function activityOf({ state }: Pick<ApiContext["stores"], "state">, organizationId: number, issue: Issue): Promise<ActivityJson[]> {
  const activity = await state.activity(issue.id, mostActivities);
  const assignees = activity.flatMap(({ data }) => idOf(data, "user") ?? []);
  const users = byId(await state.users([...new Set([...activity.flatMap(({ userId }) => userId ?? []), ...assignees])]));
  const teams = byId(activity.some(({ data }) => idOf(data, "team") !== undefined) ? await state.teams(organizationId) : []);
  const nameOf = ({ data }: Activity): string | undefined => users.get(idOf(data, "user") ?? 0)?.name ?? teams.get(idOf(data, "team") ?? 0)?.name;
  const first: ActivityJson = {
    id: "0",
    type: "first_seen",
    user: null,
    sentry_app: null,
    data: { ...activity.find((entry) => entry.type === "first_seen")?.data },
    dateCreated: isoDate(issue.firstSeen),
  };
  return [...activity.filter((entry) => entry.type !== "first_seen").map((entry) => activityJson(entry, users, nameOf(entry))), first];
}

/** Whom an issue was assigned to, if to a user or a team; a name that changed since is told as it is now. */
function idOf({ assignee, assigneeType }: Activity["data"], kind: "user" | "team"): number | undefined {
  return assigneeType === kind && typeof assignee === "string" ? Number(assignee) : undefined;
}

export function activityJson({ id, type, userId, data, createdAt }: Activity, users: ReadonlyMap<number, User>, assigneeName?: string): ActivityJson {
  const user = userId === null ? undefined : users.get(userId);
  const ignoreUntil = data["ignoreUntil"];
  return {
    id: String(id),
    type,
    user: user === undefined ? null : toUser(user),
    sentry_app: null,
    data: { ...data, ...(assigneeName !== undefined && { assigneeName }), ...(typeof ignoreUntil === "number" && { ignoreUntil: isoDate(ignoreUntil) }) },
    dateCreated: isoDate(createdAt),
  };
}

function present<T, R>(value: T | undefined, map: (value: T) => R): R[] {
  return value === undefined ? [] : [map(value)];
}
