import type { DurationNumbers, SessionNumbers, StatusCounts } from "../stores/telemetry/sessions.ts";

/** What can be asked of sessions, in the words of Sentry's sessions endpoint (`protocol.md` §16). */

export const groupedStatuses = ["healthy", "errored", "unhandled", "abnormal", "crashed"] as const;
export type GroupedStatus = (typeof groupedStatuses)[number];

/** Null: there is nothing to compute it from. */
type Metric = (numbers: SessionNumbers) => number | null;

export interface SessionField {
  readonly needs: "sessions" | "users" | "durations";
  readonly value: Metric;
  /** Among the sessions of one status; null where it makes no sense. */
  readonly ofStatus: (numbers: SessionNumbers, status: GroupedStatus) => number | null;
}

const rates = {
  crash_rate: ({ total, crashed }) => share(crashed, total),
  crash_free_rate: ({ total, crashed }) => complement(share(crashed, total)),
  abnormal_rate: ({ total, abnormal }) => share(abnormal, total),
  unhandled_rate: ({ total, unhandled }) => share(unhandled, total),
  errored_rate: (counts) => share(countOf(counts, "errored"), counts.total),
  unhealthy_rate: ({ total, errored }) => share(errored, total),
} satisfies Record<string, (counts: StatusCounts) => number | null>;

const durations = ["avg", "p50", "p75", "p90", "p95", "p99", "max"] as const satisfies readonly (keyof DurationNumbers)[];

export const sessionFields: Readonly<Record<string, SessionField>> = {
  "sum(session)": { needs: "sessions", value: ({ sessions }) => sessions.total, ofStatus: ({ sessions }, status) => countOf(sessions, status) },
  "count_unique(user)": { needs: "users", value: ({ users }) => users.total, ofStatus: ({ users }, status) => countOf(users, status) },
  ...Object.fromEntries(
    Object.entries(rates).flatMap(([name, rate]) => [
      [`${name}(session)`, field("sessions", ({ sessions }) => rate(sessions))],
      [`${name}(user)`, field("users", ({ users }) => rate(users))],
    ]),
  ),
  "anr_rate()": field("users", ({ users }) => share(users.anr, users.total)),
  "foreground_anr_rate()": field("users", ({ users }) => share(users.anrForeground, users.total)),
  ...Object.fromEntries(
    durations.map((name) => [
      `${name}(session.duration)`,
      {
        needs: "durations",
        value: (numbers) => numbers.durations?.[name] ?? null,
        ofStatus: (numbers, status) => (status === "healthy" ? (numbers.durations?.[name] ?? null) : null),
      } satisfies SessionField,
    ]),
  ),
};

function field(needs: SessionField["needs"], value: Metric): SessionField {
  return { needs, value, ofStatus: () => null };
}

/** Each session counts under one status. Updates of sessions whose start never arrived must not make a count negative. */
export function countOf(counts: StatusCounts, status: GroupedStatus): number {
  const { total, errored, unhandled, abnormal, crashed } = counts;
  if (status === "healthy") return Math.max(0, total - errored);
  return status === "errored" ? Math.max(0, errored - unhandled - abnormal - crashed) : counts[status];
}

function share(part: number, total: number): number | null {
  return total === 0 ? null : Math.min(1, part / total);
}

function complement(value: number | null): number | null {
  return value === null ? null : 1 - value;
}

export function crashFreeRate(counts: StatusCounts): number | null {
  return rates.crash_free_rate(counts);
}
