import type { DiscoverDataset } from "../field.ts";
import { discover } from "./discover.ts";
import { errors } from "./errors.ts";
import { logs } from "./logs.ts";
import { metrics } from "./metrics.ts";
import { spans } from "./spans.ts";
import { transactions } from "./transactions.ts";

/** What clients name in `dataset`, old names too. */
export const discoverDatasets = {
  errors,
  transactions,
  discover,
  metricsEnhanced: transactions,
  metrics: transactions,
  spans,
  spansIndexed: spans,
  spansMetrics: spans,
  logs,
  ourlogs: logs,
  tracemetrics: metrics,
  traceMetrics: metrics,
} as const satisfies Readonly<Record<string, DiscoverDataset>>;

/** Undefined for a name that nobody knows. No name at all is the dataset that once was the only one. */
export function discoverDataset(name: string | undefined): DiscoverDataset | undefined {
  if (name === undefined || name === "") return discover;
  return Object.entries(discoverDatasets).find(([known]) => known === name)?.[1];
}
