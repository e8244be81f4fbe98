import type { Selectable } from "kysely";
import { readOrganizationOptions, readProjectOptions, type OrganizationOptions, type ProjectOptions } from "../../../project-settings/options.ts";
import type { IssuePriority, IssueStatus, IssueSubstatus } from "../../../query/model.ts";
import { isRecord, object, stringRecord, strings, word } from "../../sqlite/row.ts";
import type { Activity, AuthToken, Issue, LoaderOptions, Organization, Project, ProjectKey, Role, StatusDetails, Team, User } from "../model.ts";
import type { IssueTable, Schema } from "./schema.ts";

export const roles = ["member", "admin", "manager", "owner"] as const satisfies readonly Role[];
const statuses = ["unresolved", "resolved", "ignored"] as const satisfies readonly IssueStatus[];
const priorities = ["low", "medium", "high"] as const satisfies readonly IssuePriority[];
const substatuses = [
  "new",
  "ongoing",
  "escalating",
  "regressed",
  "archived_until_escalating",
  "archived_until_condition_met",
  "archived_forever",
] as const satisfies readonly IssueSubstatus[];

export function toOrganization(row: Selectable<Schema["organizations"]>): Organization {
  return { id: row.id, slug: row.slug, name: row.name, createdAt: row.created_at, options: toOrganizationOptions(row.options_json) };
}

export function toTeam(row: Selectable<Schema["teams"]>): Team {
  return { id: row.id, organizationId: row.organization_id, slug: row.slug, name: row.name, createdAt: row.created_at };
}

export function toProject(row: Selectable<Schema["projects"]>, teams: readonly Team[]): Project {
  return {
    id: row.id,
    organizationId: row.organization_id,
    slug: row.slug,
    name: row.name,
    platform: row.platform,
    status: row.status === "active" ? "active" : "disabled",
    createdAt: row.created_at,
    firstEventAt: row.first_event_at,
    options: toOptions(row.options_json),
    teams,
  };
}

export const toOptions = (json: string): ProjectOptions => readProjectOptions(object(json));
export const toOrganizationOptions = (json: string): OrganizationOptions => readOrganizationOptions(object(json));

export function toKey(row: Selectable<Schema["project_keys"]>): ProjectKey {
  return {
    id: row.id,
    projectId: row.project_id,
    publicKey: row.public_key,
    secretKey: row.secret_key,
    name: row.name,
    isActive: row.is_active === 1,
    rateLimit: row.rate_count === null || row.rate_window === null ? null : { count: row.rate_count, window: row.rate_window },
    loader: toLoader(object(row.loader_json)),
    createdAt: row.created_at,
  };
}

function toLoader(stored: Readonly<Record<string, unknown>>): LoaderOptions {
  const { hasReplay, hasPerformance, hasDebug, hasFeedback, hasLogsAndMetrics, sdkVersion } = stored;
  return {
    hasReplay: hasReplay === true,
    hasPerformance: hasPerformance === true,
    hasDebug: hasDebug === true,
    hasFeedback: hasFeedback === true,
    hasLogsAndMetrics: hasLogsAndMetrics === true,
    sdkVersion: typeof sdkVersion === "string" ? sdkVersion : "latest",
  };
}

export function toUser(row: Selectable<Schema["users"]>): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    isActive: row.is_active === 1,
    isAdmin: row.is_admin === 1,
    hasPassword: row.password_hash !== null,
    createdAt: row.created_at,
    lastLoginAt: row.last_login_at,
  };
}

export function toToken(row: Selectable<Schema["tokens"]>): AuthToken {
  return {
    id: row.id,
    organizationId: row.organization_id,
    userId: row.user_id,
    name: row.name,
    scopes: strings(row.scopes_json),
    hint: row.hint,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  };
}

export function toIssue(row: Selectable<IssueTable>): Issue {
  return {
    id: row.id,
    projectId: row.project_id,
    shortIdNumber: row.short_id,
    type: row.type,
    level: row.level,
    platform: row.platform,
    title: row.title,
    culprit: row.culprit,
    location: row.location,
    metadata: stringRecord(row.metadata_json),
    logger: row.logger,
    status: toStatus(row.status),
    substatus: row.substatus === null ? null : word(substatuses, row.substatus),
    statusDetails: toDetails(row.details_json),
    priority: word(priorities, row.priority),
    priorityLockedAt: row.priority_locked_at,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    timesSeen: row.times_seen,
    userCount: row.user_count,
    firstRelease: row.first_release,
    lastRelease: row.last_release,
    isUnhandled: row.is_unhandled === 1,
    assignedTo: toAssignee(row.assigned_user_id, row.assigned_team_id),
    resolvedAt: row.resolved_at,
    forReview: row.for_review === 1,
    numComments: row.comment_count,
  };
}

function toStatus(value: string): IssueStatus {
  return word(statuses, value);
}

function toAssignee(userId: number | null, teamId: number | null): Issue["assignedTo"] {
  if (userId !== null) return { kind: "user", id: userId };
  return teamId === null ? null : { kind: "team", id: teamId };
}

/** Reads what `JSON.stringify` of the same type wrote. */
export function toDetails(json: string): StatusDetails {
  if (json === "{}") return {};
  const stored = object(json);
  const flag = (key: "inNextRelease" | "untilEscalating") => (stored[key] === true ? { [key]: true } : {});
  const numeric = (key: string) => (typeof stored[key] === "number" ? { [key]: stored[key] } : {});
  return {
    ...flag("inNextRelease"),
    ...flag("untilEscalating"),
    ...(typeof stored["inRelease"] === "string" ? { inRelease: stored["inRelease"] } : {}),
    ...numeric("ignoreCount"),
    ...numeric("ignoreUntil"),
    ...numeric("ignoreUserCount"),
    ...numeric("ignoreUserWindow"),
    ...numeric("ignoreWindow"),
    ...numeric("actorUserId"),
  };
}

export function toActivity(row: Selectable<Schema["activity"]>): Activity {
  const data: unknown = JSON.parse(row.data_json);
  return { id: row.id, issueId: row.issue_id, type: row.type, userId: row.user_id, data: isRecord(data) ? data : {}, createdAt: row.created_at };
}
