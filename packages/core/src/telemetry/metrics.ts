import { askHook } from "../options/ask-hook.ts";
import type { Client } from "../client/client.ts";
import { describeValue } from "../errors/error-like.ts";
import { getClient } from "../scope/current-scopes.ts";
import type { AttributeValue } from "./attributes.ts";
import { createBatch, perClient } from "./batch.ts";
import { entryBase, type EntryBase } from "./entry.ts";

export type MetricType = "counter" | "gauge" | "distribution";

/** A measurement as it is sent; `beforeSendMetric` may change or drop it. */
export interface SerializedMetric extends EntryBase {
  readonly type: MetricType;
  readonly name: string;
  readonly value: number;
  readonly unit?: string | undefined;
}

/** What may be told beside the value of a metric. */
export interface MetricOptions {
  /** Such as `millisecond`, `byte`, `percent`. */
  readonly unit?: string | undefined;
  readonly attributes?: Readonly<Record<string, AttributeValue>> | undefined;
}

const metricBatch = /* @__PURE__ */ perClient((client) =>
  createBatch<SerializedMetric>(client, {
    lane: "metric",
    type: "trace_metric",
    contentType: "application/vnd.sentry.items.trace-metric+json",
    counts: (entries, bytes) => [
      ["trace_metric", entries.length],
      ["trace_metric_byte", bytes],
    ],
  }),
);

/** Records one measurement. Never throws. */
function captureMetric(type: MetricType, name: string, value: number, options: MetricOptions): void {
  const client = getClient();
  if (!client?.enabled || client.options.enableMetrics === false) return;
  if (typeof name !== "string" || name === "") return client.log(`a metric has the name ${describeValue(name)}; a text is needed`);
  if (typeof value !== "number" || !Number.isFinite(value))
    return client.log(`metric ${name} has the value ${describeValue(value)}, which is no finite number`);
  try {
    addMetric(client, type, name, value, options);
  } catch (error) {
    client.log(`metric ${name} is lost: ${describeValue(error)}`);
  }
}

function addMetric(client: Client, type: MetricType, name: string, value: number, { unit, attributes = {} }: MetricOptions): void {
  const metric: SerializedMetric = { ...entryBase(client, attributes), type, name, value, ...(typeof unit === "string" ? { unit } : {}) };
  const kept = askHook("beforeSendMetric", client.options.beforeSendMetric, metric);
  if (typeof kept === "string") client.drop("before_send", [["trace_metric", 1]], kept);
  else metricBatch(client).add(kept);
}

/** Numbers over time. */
export interface Metrics {
  /** How often something happened; adds `value`, by default 1. */
  readonly count: (name: string, value?: number, options?: MetricOptions) => void;
  /** A level that goes up and down. */
  readonly gauge: (name: string, value: number, options?: MetricOptions) => void;
  /** A value whose percentiles matter. */
  readonly distribution: (name: string, value: number, options?: MetricOptions) => void;
}

/** Numbers over time: `metrics.count("orders")`. */
export const metrics: Metrics = {
  count: (name, value = 1, options = {}) => captureMetric("counter", name, value, options),
  gauge: (name, value, options = {}) => captureMetric("gauge", name, value, options),
  distribution: (name, value, options = {}) => captureMetric("distribution", name, value, options),
};
