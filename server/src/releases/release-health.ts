import type { TelemetryReader } from "../stores/telemetry/port.ts";
import type { SessionGroup, SessionNumbers } from "../stores/telemetry/sessions.ts";
import { countOf, crashFreeRate } from "./session-metrics.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** A release is adopted when it has this share of its project's sessions of a day. */
const adoptedFrom = 0.1;

export interface HealthQuery {
  readonly projectIds: readonly number[];
  readonly versions: readonly string[];
  readonly environments?: readonly string[];
  readonly now: number;
  /** What totals and rates are of. */
  readonly summaryMs: number;
  /** What the small series is of. */
  readonly statsMs: number;
}

export interface ReleaseHealth {
  readonly totals: SessionNumbers;
  readonly sessions24h: number;
  readonly users24h: number;
  readonly projectSessions24h: number;
  readonly projectUsers24h: number;
  /** Shares of the project's of 24 hours; null without any. */
  readonly sessionAdoption: number | null;
  readonly userAdoption: number | null;
  readonly crashFreeSessions: number | null;
  readonly crashFreeUsers: number | null;
  readonly crashed: number;
  readonly errored: number;
  /** Sessions per bucket, oldest first. */
  readonly series: readonly { readonly at: number; readonly sessions: number }[];
  readonly adoption: Adoption;
}

interface Adoption {
  readonly stage: "not_adopted" | "low_adoption" | "adopted" | "replaced";
  readonly adoptedAt: number | null;
  readonly replacedAt: number | null;
}

type Telemetry = Pick<TelemetryReader, "sessions">;

/** By project id and version; releases without sessions in a project are left out. */
export async function releaseHealth(telemetry: Telemetry, query: HealthQuery): Promise<ReadonlyMap<string, ReleaseHealth>> {
  if (query.versions.length === 0 || query.projectIds.length === 0) return new Map();
  const to = Math.ceil(query.now / hour) * hour;
  const { versions: releases, environments, projectIds } = query;
  const scope = { projectIds, ...(environments === undefined ? {} : { environments }) };
  const bucketMs = query.statsMs > 2 * day ? day : hour;
  const span = (ms: number) => ({ from: to - ms, to });
  const of = { ...scope, releases, by: ["project", "release"] as const, bucketMs: null };
  const [summary, last, projects, series, history, projectHistory] = await Promise.all([
    telemetry.sessions({ ...of, range: span(query.summaryMs), users: true, durations: true }),
    telemetry.sessions({ ...of, range: span(day), users: true }),
    telemetry.sessions({ ...scope, by: ["project"], bucketMs: null, range: span(day), users: true }),
    telemetry.sessions({ ...of, range: { from: Math.floor((to - query.statsMs) / bucketMs) * bucketMs, to: Math.ceil(to / bucketMs) * bucketMs }, bucketMs }),
    telemetry.sessions({ ...of, range: span(query.summaryMs + day), bucketMs: hour }),
    telemetry.sessions({ ...scope, by: ["project"], range: span(query.summaryMs + day), bucketMs: hour }),
  ]);
  const found = new Map<string, ReleaseHealth>();
  const firstBucket = Math.floor((to - query.statsMs) / bucketMs) * bucketMs;
  const named = (groups: readonly SessionGroup[], { project, release }: SessionGroup): SessionGroup | undefined =>
    groups.find((group) => group.project === project && group.release === release);
  for (const group of summary) {
    const { totals } = group;
    const recent = named(last, group)?.totals;
    const all = projects.find(({ project }) => project === group.project)?.totals;
    const counts = { sessions24h: recent?.sessions.total ?? 0, users24h: recent?.users.total ?? 0 };
    found.set(healthKey(group.project ?? 0, group.release ?? ""), {
      totals,
      ...counts,
      projectSessions24h: all?.sessions.total ?? 0,
      projectUsers24h: all?.users.total ?? 0,
      sessionAdoption: share(counts.sessions24h, all?.sessions.total),
      userAdoption: share(counts.users24h, all?.users.total),
      crashFreeSessions: crashFreeRate(totals.sessions),
      crashFreeUsers: crashFreeRate(totals.users),
      crashed: totals.sessions.crashed,
      errored: countOf(totals.sessions, "errored"),
      series: (named(series, group)?.series ?? []).map(({ sessions }, index) => ({ at: firstBucket + index * bucketMs, sessions: sessions.total })),
      adoption: adoptionOf(
        named(history, group)?.series ?? [],
        projectHistory.find(({ project }) => project === group.project)?.series ?? [],
        Math.floor((to - query.summaryMs - day) / hour) * hour,
      ),
    });
  }
  return found;
}

export function healthKey(projectId: number, version: string): string {
  return `${projectId}:${version}`;
}

function share(part: number, total: number | undefined): number | null {
  return total === undefined || total === 0 ? null : part / total;
}

/** From sessions per hour: the share in the day before each hour tells when a release came up and when others took over. */
export function adoptionOf(release: readonly SessionNumbers[], project: readonly SessionNumbers[], start: number): Adoption {
  let own = 0;
  let all = 0;
  let adoptedAt: number | null = null;
  let replacedAt: number | null = null;
  for (let index = 0; index < project.length; index++) {
    own += (release[index]?.sessions.total ?? 0) - (release[index - 24]?.sessions.total ?? 0);
    all += (project[index]?.sessions.total ?? 0) - (project[index - 24]?.sessions.total ?? 0);
    const isAdopted = all > 0 && own / all >= adoptedFrom;
    const at = start + index * hour;
    if (isAdopted) {
      adoptedAt ??= at;
      replacedAt = null;
    } else if (adoptedAt !== null) replacedAt ??= at;
  }
  // A day without any session at all takes nothing away from the last release.
  if (all === 0 && adoptedAt !== null) return { stage: "adopted", adoptedAt, replacedAt: null };
  if (adoptedAt !== null) return { stage: replacedAt === null ? "adopted" : "replaced", adoptedAt, replacedAt };
  return { stage: own > 0 ? "low_adoption" : "not_adopted", adoptedAt: null, replacedAt: null };
}

export const healthSorts = ["adoption", "crash_free_sessions", "crash_free_users", "sessions", "users", "sessions_24h", "users_24h"] as const;
export type HealthSort = (typeof healthSorts)[number];

/** Versions that had sessions, in the order of what they are sorted by, largest first; of crash-free rates the worst first. */
export async function versionsByHealth(
  telemetry: Telemetry,
  query: Omit<HealthQuery, "versions" | "statsMs"> & { readonly sort: HealthSort },
): Promise<readonly string[]> {
  const to = Math.ceil(query.now / hour) * hour;
  const { sort, projectIds, environments } = query;
  const lastDay = sort === "adoption" || sort.endsWith("_24h");
  const groups = await telemetry.sessions({
    projectIds,
    ...(environments === undefined ? {} : { environments }),
    by: ["release"],
    bucketMs: null,
    range: { from: to - (lastDay ? day : query.summaryMs), to },
    users: sort.includes("users"),
  });
  const valueOf = ({ totals: { sessions, users } }: SessionGroup): number => {
    if (sort === "crash_free_sessions") return -(crashFreeRate(sessions) ?? Infinity);
    if (sort === "crash_free_users") return -(crashFreeRate(users) ?? Infinity);
    return sort.startsWith("users") ? users.total : sessions.total;
  };
  return groups.toSorted((a, b) => valueOf(b) - valueOf(a)).map(({ release }) => release ?? "");
}
