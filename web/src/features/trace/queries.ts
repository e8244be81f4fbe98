import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ListEventsInput, TraceError, TraceSpan } from "@vedette/api-client";

import { api } from "../../api/client.ts";
import { numberOf, textOf } from "../../api/json.ts";
import { cursorAt, rowsInPage, within } from "./discover.ts";
import type { NamedRow, SegmentRow } from "./segment.ts";

export type TraceSpanShape = TraceSpan;
export type TraceErrorShape = TraceError;
type TraceSort = "newest" | "slowest";

interface Scope {
  readonly project: readonly string[];
  readonly environment: readonly string[];
  readonly statsPeriod: string;
}

const segments = "is_transaction:true";

export const segmentsQuery = (organization: string, input: Scope & { readonly query: string; readonly sort: TraceSort; readonly offset: number }) =>
  queryOptions({
    queryKey: ["segments", organization, input],
    queryFn: async ({ signal }) => {
      const { query, sort, offset, ...scope } = input;
      const asked: ListEventsInput = {
        organization,
        ...scope,
        dataset: "spans",
        query: within(segments, query),
        field: ["id", "trace", "transaction", "span.name", "span.op", "sentry.status", "span.duration", "project", "timestamp"],
        sort: [sort === "newest" ? "-timestamp" : "-span.duration"],
        per_page: rowsInPage,
        cursor: cursorAt(offset),
      };
      const { data } = await api.listEvents(asked, { signal });
      return data.map((row) => segmentOf(row));
    },
    placeholderData: keepPreviousData,
  });

function segmentOf(row: Readonly<Record<string, unknown>>): SegmentRow {
  return {
    id: textOf(row["id"]) ?? "",
    trace: textOf(row["trace"]) ?? "",
    name: textOf(row["transaction"]) || textOf(row["span.name"]) || "(no name)",
    op: textOf(row["span.op"]) ?? "",
    project: textOf(row["project"]) ?? "",
    status: textOf(row["sentry.status"]),
    duration: numberOf(row["span.duration"]) ?? 0,
    at: textOf(row["timestamp"]) ?? "",
  };
}

export const segmentNamesQuery = (organization: string, input: Scope & { readonly query: string; readonly offset: number }) =>
  queryOptions({
    queryKey: ["segment-names", organization, input],
    queryFn: async ({ signal }): Promise<readonly NamedRow[]> => {
      const { query, offset, ...scope } = input;
      const field = ["transaction", "project", "span.op", "count()", "p50(span.duration)", "p95(span.duration)", "failure_rate()"];
      const asked: ListEventsInput = {
        organization,
        ...scope,
        dataset: "spans",
        query: within(segments, query),
        field,
        sort: ["-count()"],
        per_page: rowsInPage,
        cursor: cursorAt(offset),
      };
      const { data } = await api.listEvents(asked, { signal });
      return data.map((row) => ({
        name: textOf(row["transaction"]) ?? "",
        project: textOf(row["project"]) ?? "",
        op: textOf(row["span.op"]) ?? "",
        count: numberOf(row["count()"]) ?? 0,
        p50: numberOf(row["p50(span.duration)"]) ?? 0,
        p95: numberOf(row["p95(span.duration)"]) ?? 0,
        failing: numberOf(row["failure_rate()"]) ?? 0,
      }));
    },
    placeholderData: keepPreviousData,
  });

/** A link to a trace says nothing about its time: everything that is kept is looked through. */
const everKept = "90d";

export const traceQuery = (organization: string, trace: string) =>
  queryOptions({
    queryKey: ["trace", organization, trace],
    queryFn: ({ signal }) => api.showTrace({ organization, trace, statsPeriod: everKept }, { signal }),
  });

export const traceMetaQuery = (organization: string, trace: string) =>
  queryOptions({
    queryKey: ["trace-meta", organization, trace],
    queryFn: ({ signal }) => api.showTraceMeta({ organization, trace, statsPeriod: everKept }, { signal }),
    staleTime: 60_000,
  });

/** Attributes of one span or of one log record, as pairs. */
export const attributesQuery = (organization: string, dataset: "spans" | "logs", query: string) =>
  queryOptions({
    queryKey: ["attributes", organization, dataset, query],
    queryFn: async ({ signal }) => {
      const facets = await api.listEventFacets({ organization, dataset, query, statsPeriod: everKept, includeAll: "1" }, { signal });
      const rows = "rows" in facets ? facets.rows : facets;
      return rows.flatMap(({ key, topValues }) => (key === "project" ? [] : [[key, topValues[0]?.value ?? ""] as const]));
    },
    staleTime: Infinity,
  });
