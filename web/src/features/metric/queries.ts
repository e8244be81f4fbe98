import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ListEventsInput } from "@vedette/api-client";

import { api } from "../../api/client.ts";
import { listOf, numberOf, objectOf, textOf } from "../../api/json.ts";
import { within } from "../trace/discover.ts";
import type { Aggregate } from "./metric-text.ts";

interface Scope {
  readonly project: readonly string[];
  readonly environment: readonly string[];
  readonly statsPeriod: string;
  readonly query: string;
}

export interface MetricRow {
  readonly name: string;
  readonly type: string;
  readonly unit: string;
  readonly values: Readonly<Record<Aggregate, number>>;
  readonly lastSeen: string | null;
}

/** A page of the table shows so many. */
export const mostMetrics = 100;

const aggregates = ["sum", "avg", "p95", "max", "min", "count"] as const;
const functionOf = (aggregate: Aggregate): string => (aggregate === "count" ? "count()" : `${aggregate}(value)`);
const functions = aggregates.map(functionOf);

function valuesOf(row: Readonly<Record<string, unknown>>): MetricRow["values"] {
  const value = (aggregate: Aggregate) => numberOf(row[functionOf(aggregate)]) ?? 0;
  return { sum: value("sum"), avg: value("avg"), p95: value("p95"), max: value("max"), min: value("min"), count: value("count") };
}

export const metricsQuery = (organization: string, { query, ...scope }: Scope) =>
  queryOptions({
    queryKey: ["metrics", organization, query, scope],
    queryFn: async ({ signal }): Promise<readonly MetricRow[]> => {
      const field = ["metric.name", "metric.type", "metric.unit", ...functions, "last_seen()"];
      const asked: ListEventsInput = { organization, ...scope, dataset: "tracemetrics", query, field, sort: ["metric.name"], per_page: mostMetrics };
      const { data } = await api.listEvents(asked, { signal });
      return data.map((row) => ({
        name: textOf(row["metric.name"]) ?? "",
        type: textOf(row["metric.type"]) ?? "",
        unit: textOf(row["metric.unit"]) ?? "",
        values: valuesOf(row),
        lastSeen: textOf(row["last_seen()"]),
      }));
    },
    placeholderData: keepPreviousData,
  });

interface OneMetric extends Scope {
  readonly metric: string;
}

const ofMetric = ({ metric, query }: Pick<OneMetric, "metric" | "query">): string => within(`metric.name:${JSON.stringify(metric)}`, query);

export const metricSeriesQuery = (organization: string, { metric, query, ...scope }: OneMetric, aggregate: Aggregate) =>
  queryOptions({
    queryKey: ["metric-series", organization, metric, query, scope, aggregate],
    queryFn: async ({ signal }) => {
      const asked = { organization, ...scope, dataset: "tracemetrics", yAxis: [functionOf(aggregate)], query: ofMetric({ metric, query }) };
      const points = listOf(objectOf(await api.showEventStats(asked, { signal }))["data"]).map(listOf);
      return {
        times: points.map((point) => (numberOf(point[0]) ?? 0) * 1000),
        values: points.map((point) => numberOf(objectOf(listOf(point[1])[0])["count"]) ?? 0),
      };
    },
    placeholderData: keepPreviousData,
  });

/** What the metric can be divided by. */
export const metricAttributesQuery = (organization: string, { metric, query, ...scope }: OneMetric) =>
  queryOptions({
    queryKey: ["metric-attributes", organization, metric, query, scope],
    queryFn: async ({ signal }) => {
      const facets = await api.listEventFacets({ organization, ...scope, dataset: "tracemetrics", query: ofMetric({ metric, query }) }, { signal });
      return ("rows" in facets ? facets.rows : facets).map(({ key }) => key);
    },
  });

export interface MetricPart {
  readonly value: string;
  readonly values: MetricRow["values"];
}

/** A list that is longer hides what matters. */
export const mostParts = 20;

export const metricPartsQuery = (organization: string, { metric, query, ...scope }: OneMetric, by: string, aggregate: Aggregate) =>
  queryOptions({
    queryKey: ["metric-parts", organization, metric, query, scope, by, aggregate],
    queryFn: async ({ signal }): Promise<readonly MetricPart[]> => {
      const asked: ListEventsInput = {
        organization,
        ...scope,
        dataset: "tracemetrics",
        query: ofMetric({ metric, query }),
        field: [by, ...functions],
        sort: [`-${functionOf(aggregate)}`],
        per_page: mostParts,
      };
      const { data } = await api.listEvents(asked, { signal });
      return data.map((row) => ({ value: textOf(row[by]) ?? "", values: valuesOf(row) }));
    },
    placeholderData: keepPreviousData,
  });
