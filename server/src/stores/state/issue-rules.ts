import type { IssuePriority, IssueSubstatus } from "../../query/model.ts";
import type { StatusDetails } from "./model.ts";
import { compareReleases, type OrderedRelease } from "./release-order.ts";

/** Rules on the life of an issue (`api.md` §4.3) that every state adapter follows. */

const dayMs = 86_400_000;
/** How long an issue counts as new. */
export const newForDays = 7;
/** SDKs may send whole seconds: an event of the second of the resolution is not older than it. */
const timestampPrecision = 1000;

export function initialPriority(level: string): IssuePriority {
  if (level === "fatal" || level === "error") return "high";
  return level === "warning" ? "medium" : "low";
}

/** The state that a new issue is in no more after a week. */
export function unresolvedSubstatus(issue: { readonly status: string; readonly firstSeen: number }, at: number): IssueSubstatus {
  if (issue.status === "resolved") return "regressed";
  return at - issue.firstSeen < newForDays * dayMs ? "new" : "ongoing";
}

export function ignoredSubstatus(details: StatusDetails): IssueSubstatus {
  if (details.untilEscalating === true) return "archived_until_escalating";
  return hasCondition(details) ? "archived_until_condition_met" : "archived_forever";
}

export function hasCondition(details: StatusDetails): boolean {
  return details.ignoreCount !== undefined || details.ignoreUntil !== undefined || details.ignoreUserCount !== undefined;
}

export interface Resolution {
  readonly resolvedAt: number;
  readonly details: StatusDetails;
  /** What `inRelease` names, or the newest release at the time of `inNextRelease`. */
  readonly release: OrderedRelease | undefined;
}

/**
 * The release that reopens a resolved issue, null when a plain resolution is reopened by any later event, or undefined
 * when it stays resolved.
 *
 * "Resolved in v" says that v has the fix, so an event from v itself reopens it as later ones do; "in the next release"
 * needs one later than the newest of then. Events without a release come from before releases were set up. This is what
 * Sentry's `GroupResolution.has_resolution` decides.
 */
export function reopeningRelease(
  resolution: Resolution,
  events: { readonly lastSeen: number; readonly receivedAt: number; readonly releases: readonly OrderedRelease[] },
): OrderedRelease | null | undefined {
  if (events.receivedAt <= resolution.resolvedAt || events.lastSeen <= resolution.resolvedAt - timestampPrecision) return undefined;
  const { release, details } = resolution;
  if (release === undefined) return null;
  const least = details.inNextRelease === true ? Number.MIN_VALUE : 0;
  return events.releases.find((candidate) => compareReleases(candidate, release) >= least);
}

export interface SnoozeProgress {
  /** Since the issue was ignored; within the window when the condition has one. */
  readonly events: number;
  readonly users: number;
  readonly now: number;
}

export function isSnoozeOver(details: StatusDetails, { events, users, now }: SnoozeProgress): boolean {
  if (details.ignoreUntil !== undefined && now >= details.ignoreUntil) return true;
  if (details.ignoreCount !== undefined && events >= details.ignoreCount) return true;
  return details.ignoreUserCount !== undefined && users >= details.ignoreUserCount;
}
