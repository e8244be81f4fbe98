import type { ChipTone } from "../../ui/chip.tsx";
import type { MonitorEnvironmentShape, MonitorShape } from "./queries.ts";

/** From what is worst to what is fine: a bar of several check-ins shows the first that is among them. */
export const statusOrder = ["error", "timeout", "missed", "unknown", "in_progress", "ok"] as const;
export type BarStatus = (typeof statusOrder)[number];

export const statusNames: Readonly<Record<BarStatus, string>> = {
  ok: "Okay",
  error: "Failed",
  timeout: "Timed out",
  missed: "Missed",
  in_progress: "Running",
  unknown: "Unknown",
};

const tones: Readonly<Record<BarStatus, ChipTone>> = {
  ok: "good",
  error: "error",
  timeout: "error",
  missed: "warning",
  in_progress: "info",
  unknown: "neutral",
};

export interface StateText {
  readonly text: string;
  readonly tone: ChipTone;
  readonly hint?: string;
}

export function checkInState(status: BarStatus): StateText {
  const unknown = "Vedette was not running when this check-in was due, so nobody is to blame.";
  return { text: statusNames[status], tone: tones[status], ...(status === "unknown" && { hint: unknown }) };
}

export function environmentState(monitor: MonitorShape, environment: MonitorEnvironmentShape): StateText {
  if (monitor.status === "disabled") return { text: "Disabled", tone: "neutral" };
  if (environment.lastStatus === null) return { text: "Waiting", tone: "neutral" };
  const state = checkInState(environment.lastStatus);
  // Better again, but not often enough to be believed.
  if (environment.activeIncident !== null && state.tone === "good") return { text: "Recovering", tone: "warning" };
  return state;
}

export function scheduleText({ schedule, timezone }: MonitorShape["config"]): string {
  if (typeof schedule === "string") return `${schedule} ${timezone ?? "UTC"}`;
  const [count, unit] = schedule;
  return count === 1 ? `Every ${unit}` : `Every ${count} ${unit}s`;
}
