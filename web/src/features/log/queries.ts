import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ListEventsInput } from "@vedette/api-client";

import { api } from "../../api/client.ts";
import { listOf, numberOf, objectOf, textOf } from "../../api/json.ts";
import type { LayerTone } from "../../ui/chart/stacked-bars.tsx";
import { cursorAt, rowsInPage } from "../trace/discover.ts";

export interface LogRow {
  readonly id: string;
  readonly at: string;
  readonly severity: string;
  readonly message: string;
  readonly trace: string | null;
  readonly span: string | null;
  readonly project: string;
  readonly environment: string | null;
  readonly release: string | null;
}

interface LogScope {
  readonly project?: readonly string[];
  readonly environment?: readonly string[];
  readonly statsPeriod: string;
  readonly query: string;
}

export const logsQuery = (organization: string, input: LogScope & { readonly offset: number; readonly sort: "newest" | "oldest" }) =>
  queryOptions({
    queryKey: ["logs", organization, input],
    queryFn: async ({ signal }): Promise<readonly LogRow[]> => {
      const { offset, sort, ...scope } = input;
      const asked: ListEventsInput = {
        organization,
        ...scope,
        dataset: "logs",
        field: ["id", "timestamp", "severity", "message", "trace", "span_id", "project", "environment", "release"],
        sort: [sort === "newest" ? "-timestamp" : "timestamp"],
        per_page: rowsInPage,
        cursor: cursorAt(offset),
      };
      const { data } = await api.listEvents(asked, { signal });
      return data.map((row) => ({
        id: textOf(row["id"]) ?? "",
        at: textOf(row["timestamp"]) ?? "",
        severity: textOf(row["severity"]) ?? "info",
        message: textOf(row["message"]) ?? "",
        trace: textOf(row["trace"]),
        span: textOf(row["span_id"]),
        project: textOf(row["project"]) ?? "",
        environment: textOf(row["environment"]),
        release: textOf(row["release"]),
      }));
    },
    placeholderData: keepPreviousData,
  });

const severities = ["fatal", "error", "warn", "info", "debug", "trace"] as const;

const tones: Readonly<Record<string, LayerTone>> = { fatal: "fatal", error: "error", warn: "warning", warning: "warning", info: "info" };

interface LogSeries {
  /** Starts of the buckets, epoch milliseconds. */
  readonly times: readonly number[];
  readonly layers: readonly { readonly name: string; readonly tone: LayerTone; readonly values: readonly number[] }[];
}

/** How many there were over time, by severity. */
export const logSeriesQuery = (organization: string, input: LogScope) =>
  queryOptions({
    queryKey: ["log-series", organization, input],
    queryFn: async ({ signal }) => {
      const asked = { organization, ...input, dataset: "logs", yAxis: ["count()"], field: ["severity", "count()"], topEvents: "6", excludeOther: "1" };
      return logSeries(await api.showEventStats(asked, { signal }));
    },
    placeholderData: keepPreviousData,
  });

/** The answer has a member for each severity, or is one series where there is nothing to divide. */
export function logSeries(answer: Readonly<Record<string, unknown>>): LogSeries {
  const bySeverity = Object.entries(answer)
    .filter(([, series]) => Array.isArray(objectOf(series)["data"]))
    .map(([name, series]) => ({ name, points: listOf(objectOf(series)["data"]).map(listOf) }))
    .toSorted((a, b) => rank(b.name) - rank(a.name));
  const times = (bySeverity[0]?.points ?? []).map((point) => (numberOf(point[0]) ?? 0) * 1000);
  return {
    times,
    layers: bySeverity.map(({ name, points }) => ({
      name,
      tone: tones[name] ?? (name === "debug" ? "accent" : "muted"),
      values: points.map((point) => numberOf(objectOf(listOf(point[1])[0])["count"]) ?? 0),
    })),
  };
}

function rank(severity: string): number {
  const at = severities.findIndex((each) => each === severity);
  return at < 0 ? severities.length : at;
}
