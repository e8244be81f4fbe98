import type { Selectable } from "kysely";
import { checkInStatuses, environmentStatuses, parseOwner, type CheckInStatus, type MonitorConfig } from "../../../monitors/monitor.ts";
import { mergeConfig, readConfig } from "../../../monitors/read-config.ts";
import { word } from "../../sqlite/row.ts";
import type { CheckIn, Monitor, MonitorEnvironment, MonitorIncident } from "../model.ts";
import type { Schema } from "./schema.ts";

/** What the rules need of a monitor and one of its environments. */
export interface MonitorPlace {
  readonly projectId: number;
  readonly monitor: { readonly id: number; readonly slug: string; readonly name: string; readonly isMuted: boolean };
  readonly environment: { readonly id: number; readonly name: string; readonly isMuted: boolean; readonly lastCheckIn: number | null };
  readonly config: MonitorConfig;
}

/** In the words of the API, so that what stands in the database can be read by a person. */
export function configJson({ schedule, checkinMargin, maxRuntime, timezone, failureThreshold, recoveryThreshold }: MonitorConfig): string {
  return JSON.stringify({
    schedule,
    checkin_margin: checkinMargin,
    max_runtime: maxRuntime,
    timezone,
    failure_issue_threshold: failureThreshold,
    recovery_threshold: recoveryThreshold,
  });
}

export function toConfig(json: string): MonitorConfig {
  const read = readConfig(JSON.parse(json));
  if ("problems" in read) throw new TypeError(`a stored monitor has no usable configuration: ${JSON.stringify(read.problems)}`);
  return mergeConfig(null, read.config);
}

export function toCheckInStatus(text: string): CheckInStatus {
  return word(checkInStatuses, text);
}

export function toMonitor(row: Selectable<Schema["monitors"]>, environments: readonly MonitorEnvironment[]): Monitor {
  return {
    id: row.id,
    projectId: row.project_id,
    slug: row.slug,
    name: row.name,
    status: row.status === "disabled" ? "disabled" : "active",
    isMuted: row.is_muted === 1,
    isUpserting: row.is_upserting === 1,
    config: toConfig(row.config_json),
    owner: parseOwner(row.owner) ?? null,
    createdAt: row.created_at,
    environments,
  };
}

export function toEnvironment(
  row: Selectable<Schema["monitor_environments"]>,
  lastStatus: string | null,
  incident: MonitorIncident | null,
): MonitorEnvironment {
  return {
    id: row.id,
    name: row.name,
    status: word(environmentStatuses, row.status),
    isMuted: row.is_muted === 1,
    createdAt: row.created_at,
    lastCheckIn: row.last_checkin,
    nextCheckIn: row.next_checkin,
    nextCheckInLatest: row.next_checkin_latest,
    lastStatus: lastStatus === null ? null : toCheckInStatus(lastStatus),
    incident,
  };
}

export function toCheckIn(row: Selectable<Schema["check_ins"]> & { readonly environment: string }): CheckIn {
  return {
    id: row.id,
    guid: row.guid,
    environment: row.environment,
    status: toCheckInStatus(row.status),
    duration: row.duration,
    addedAt: row.added_at,
    updatedAt: row.updated_at,
    clockAt: row.clock_at,
    inProgressAt: row.in_progress_at,
    expectedAt: row.expected_at,
    traceId: row.trace_id,
    config: toConfig(row.config_json),
  };
}
