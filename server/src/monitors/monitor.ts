/** Monitors of scheduled jobs, in the words of `protocol.md` §18. */

export const intervalUnits = ["minute", "hour", "day", "week", "month", "year"] as const;
export type IntervalUnit = (typeof intervalUnits)[number];

export type Schedule =
  | { readonly type: "crontab"; readonly value: string }
  | { readonly type: "interval"; readonly value: number; readonly unit: IntervalUnit };

/** Null: the default. */
export interface MonitorConfig {
  readonly schedule: Schedule;
  /** Minutes after the expected time until a check-in counts as missed. */
  readonly checkinMargin: number | null;
  /** Minutes that a run may take. */
  readonly maxRuntime: number | null;
  readonly timezone: string | null;
  /** Failures in a row that make an issue. */
  readonly failureThreshold: number | null;
  /** Successes in a row that resolve it. */
  readonly recoveryThreshold: number | null;
}

export const defaults = { checkinMargin: 1, maxRuntime: 30, timezone: "UTC", failureThreshold: 1, recoveryThreshold: 1 } as const;

export const checkInStatuses = ["in_progress", "ok", "error", "missed", "timeout", "unknown"] as const;
export type CheckInStatus = (typeof checkInStatuses)[number];

export type FailedStatus = "error" | "missed" | "timeout";

export function isFailed(status: CheckInStatus): status is FailedStatus {
  return status === "error" || status === "missed" || status === "timeout";
}

/** `active`: seen, but nothing ended so far. */
export const environmentStatuses = ["active", "ok", "error"] as const;
export type EnvironmentStatus = (typeof environmentStatuses)[number];

export interface MonitorOwner {
  readonly kind: "user" | "team";
  readonly id: number;
}

/** `user:7` or `team:7`, as SDKs and the API write it and as it is stored. */
export function parseOwner(text: unknown): MonitorOwner | undefined {
  const [, kind, id] = typeof text === "string" ? (/^(user|team):(\d{1,15})$/.exec(text) ?? []) : [];
  return id === undefined ? undefined : { kind: kind === "user" ? "user" : "team", id: Number(id) };
}

/** A check-in as it was sent. */
export interface SentCheckIn {
  /** 32 lowercase hex; null: the newest run in progress, or a new one. */
  readonly id: string | null;
  readonly slug: string;
  readonly status: "in_progress" | "ok" | "error";
  /** Milliseconds. */
  readonly duration: number | null;
  readonly environment: string;
  /** Members that were not sent are as they were. */
  readonly config: (Partial<MonitorConfig> & { readonly schedule: Schedule }) | null;
  /** Who looks after the monitor, of those who may; null where the config does not say. */
  readonly owner: MonitorOwner | null;
  /** Why there is no config although one was sent. */
  readonly configProblem: string | null;
  readonly traceId: string | null;
}

export const maxSlugLength = 50;

/** Undefined: nothing is left. */
export function monitorSlug(text: string): string | undefined {
  const slug = text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, maxSlugLength);
  return slug === "" ? undefined : slug;
}
