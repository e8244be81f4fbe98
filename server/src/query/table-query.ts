import type { DatasetName } from "../stores/telemetry/datasets.ts";
import type { Comparison, EventOnlyFilter, TextMatch, TimeRange } from "./model.ts";

/**
 * Questions about telemetry beyond its fixed pages: any column or attribute of any table, as rows or grouped. Built by the
 * discover language, compiled by each store.
 */
export type TableName = DatasetName | "events" | "eventsAndTransactions";

export type Expression =
  /** By the name in `datasets.ts`, or `id`, `projectId`, `receivedAt`, `timestamp`; of events, those of an event row. */
  | { readonly kind: "column"; readonly name: string }
  /** A member of a column that holds attributes. A value of another type counts as absent; `text` takes any. */
  | { readonly kind: "attribute"; readonly column: string; readonly name: string; readonly type: "text" | "number" | "boolean" }
  /** The start of the bucket that the row's timestamp lies in, epoch milliseconds. */
  | { readonly kind: "bucket"; readonly ms: number; readonly origin: number }
  /** The first that is there. */
  | { readonly kind: "first"; readonly of: readonly Expression[] }
  | { readonly kind: "arithmetic"; readonly op: "+" | "-" | "*" | "/"; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "constant"; readonly value: Value };

export type Value = string | number | null;

/** A missing value passes no condition but a negated one. */
export type TableCondition =
  | { readonly kind: "all" | "any"; readonly of: readonly TableCondition[] }
  | { readonly kind: "not"; readonly of: TableCondition }
  | { readonly kind: "text"; readonly of: Expression; readonly anyOf: readonly TextMatch[] }
  | { readonly kind: "compare"; readonly of: Expression; readonly op: Comparison | "!="; readonly value: number }
  | { readonly kind: "oneOf"; readonly of: Expression; readonly values: readonly Value[] }
  | { readonly kind: "present"; readonly of: Expression }
  /** Of the table of events only. */
  | { readonly kind: "event"; readonly of: EventOnlyFilter }
  /** Text in one of them, whatever its case. */
  | { readonly kind: "contains"; readonly of: readonly Expression[]; readonly text: string };

interface Scope {
  readonly table: TableName;
  readonly projectIds: readonly number[];
  /** Of the rows' timestamps. */
  readonly range: TimeRange;
  readonly where: TableCondition;
}

export interface TableSelect extends Scope {
  readonly select: readonly Expression[];
  /** Indexes into `select`; ties are broken by the order of arrival, newest first. Missing values come last. */
  readonly orderBy: readonly { readonly index: number; readonly descending: boolean }[];
  readonly limit: number;
  readonly offset: number;
}

export interface TableAggregate extends Scope {
  readonly groupBy: readonly Expression[];
  readonly aggregates: readonly Aggregate[];
  /** Groups beyond are left out, and the result says so. */
  readonly maxGroups: number;
}

/** Counts and the like are of rows that pass `when`; those with an expression, of rows that have a value. */
export type Aggregate = { readonly when?: TableCondition } & (
  | { readonly kind: "count" }
  | { readonly kind: "countOf" | "sum" | "avg" | "min" | "max" | "variance" | "distinct"; readonly of: Expression }
  | { readonly kind: "quantile"; readonly of: Expression; readonly q: number }
  | { readonly kind: "covariance" | "correlation" | "slope" | "intercept"; readonly of: Expression; readonly and: Expression }
  /** The id of the newest row. */
  | { readonly kind: "newestId" }
);

export interface AggregateResult {
  readonly groups: readonly { readonly key: readonly Value[]; readonly values: readonly Value[] }[];
  readonly truncated: boolean;
}

export const everything: TableCondition = { kind: "all", of: [] };

export const column = (name: string): Expression => ({ kind: "column", name });
