import type { CheckIn, Monitor } from "@vedette/api-client";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { api } from "../../api/client.ts";

export type MonitorShape = Monitor;
export type MonitorEnvironmentShape = Monitor["environments"][number];
export type CheckInShape = CheckIn;

interface Scope {
  readonly project: readonly string[];
  readonly environment: readonly string[];
}

/** While one looks: check-ins come without any event that pages hear of. */
const refetchInterval = 20_000;

export const monitorsQuery = (organization: string, scope: Scope & { readonly query: string; readonly cursor: string | undefined }) =>
  queryOptions({
    queryKey: ["monitors", organization, scope],
    queryFn: ({ signal }) => {
      const { project, environment, query, cursor } = scope;
      return api.listMonitors({ organization, project, environment, query, per_page: 50, ...(cursor === undefined ? {} : { cursor }) }, { signal });
    },
    placeholderData: keepPreviousData,
    refetchInterval,
  });

export const monitorQuery = (organization: string, monitor: string) =>
  queryOptions({
    queryKey: ["monitor", organization, monitor],
    queryFn: ({ signal }) => api.showMonitor({ organization, monitor }, { signal }),
    refetchInterval,
  });

export const checkInsQuery = (organization: string, monitor: string, environment: readonly string[], cursor: string | undefined) =>
  queryOptions({
    queryKey: ["check-ins", organization, monitor, environment, cursor],
    queryFn: ({ signal }) =>
      api.listMonitorCheckIns({ organization, monitor, environment, per_page: 25, ...(cursor === undefined ? {} : { cursor }) }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval,
  });

const minute = 60;
/** Seconds of a bucket, so that a period has about sixty. */
const resolutions: readonly (readonly [most: number, bucket: number])[] = [
  [3600, minute],
  [24 * 3600, 30 * minute],
  [7 * 86_400, 3 * 3600],
  [14 * 86_400, 6 * 3600],
  [30 * 86_400, 12 * 3600],
];

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 7 * 86_400 };

function bucketSeconds(statsPeriod: string): { readonly period: number; readonly bucket: number } {
  const period = Number(statsPeriod.slice(0, -1)) * (unitSeconds[statsPeriod.slice(-1)] ?? 86_400);
  return { period, bucket: resolutions.find(([most]) => period <= most)?.[1] ?? Math.ceil(period / 60 / 86_400) * 86_400 };
}

export const timelinesQuery = (organization: string, monitors: readonly string[], statsPeriod: string) =>
  queryOptions({
    queryKey: ["monitor-timelines", organization, monitors, statsPeriod],
    queryFn: ({ signal }) => {
      const { period, bucket } = bucketSeconds(statsPeriod);
      const until = Math.ceil(Date.now() / 1000 / bucket) * bucket;
      return api.showMonitorsStats(
        { organization, monitor: monitors, since: String(until - period), until: String(until), resolution: `${bucket}s` },
        { signal },
      );
    },
    enabled: monitors.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval,
  });
