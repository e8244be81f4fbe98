import type { MonitorConfig } from "../../monitors/monitor.ts";

/** The schedule in force, for a change that names none: its other members are read in its light. */
export function configJsonOf({ schedule }: MonitorConfig, change: { readonly schedule?: unknown; readonly schedule_type?: unknown }): object {
  if (change.schedule !== undefined) return {};
  return schedule.type === "crontab"
    ? { schedule_type: "crontab", schedule: schedule.value }
    : { schedule_type: "interval", schedule: [schedule.value, schedule.unit] };
}
