import { isFailed, type CheckInStatus } from "../../monitors/monitor.ts";

/** Whether an incident begins: as many runs in a row have failed as it takes. Newest first; runs in progress are left out. */
export function isFailing(ended: readonly CheckInStatus[], threshold: number): boolean {
  return ended.length >= threshold && ended.slice(0, threshold).every(isFailed);
}

/** Whether one is over. */
export function isRecovered(ended: readonly CheckInStatus[], threshold: number): boolean {
  return ended.length >= threshold && ended.slice(0, threshold).every((status) => status === "ok");
}

export interface Outage {
  readonly from: number;
  readonly to: number;
}

/** Whether a sign of life that was awaited in this time may have knocked at a closed door. */
export function overlaps(outage: Outage | undefined, from: number, to: number): boolean {
  return outage !== undefined && from < outage.to && to > outage.from;
}

/** Check-ins of one monitor and environment in a minute; more are rate limited (`protocol.md` §18.2). */
export const checkInsPerMinute = 6;
export const maxEnvironments = 1000;
export const maxMonitorsPerOrganization = 10_000;
