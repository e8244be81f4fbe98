import type { DiscoverDataset } from "../field.ts";
import { errors } from "./errors.ts";
import { logs } from "./logs.ts";
import { metrics } from "./metrics.ts";
import { spans } from "./spans.ts";
import { transactions } from "./transactions.ts";

/** What clients name in `dataset`, old names too. */
export const discoverDatasets = {
  errors,
  transactions,
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

/** Words that only transactions have: who asks `discover`, which once held both, means transactions by them. */
const ofTransactions =
  /event\.type:\s*"?transaction|transaction\.(?:duration|op|status)|measurements\.|apdex\(|failure_(?:rate|count)\(|user_misery\(|\bp(?:50|75|90|95|99|100)\(\)|\b(?:tpm|tps)\(/;

/** Undefined for a name that nobody knows. `discover`, and no name at all, is decided by what is asked for. */
export function discoverDataset(name: string | undefined, asked: readonly string[]): DiscoverDataset | undefined {
  if (name === undefined || name === "" || name === "discover") return asked.some((text) => ofTransactions.test(text)) ? transactions : errors;
  return Object.entries(discoverDatasets).find(([known]) => known === name)?.[1];
}
