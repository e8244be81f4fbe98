import { defineItem } from "../define-item.ts";

/** Aggregates that only relays send, for a feature that is gone: taken, and not kept (`protocol.md` §8.20). */
export const metricBucketsItem = defineItem({
  type: "metric_buckets",
  decode: () => ({ value: null }),
  finish: () => ({
    kind: "rejected",
    outcome: "filtered",
    reason: "retired_item",
    detail: "Metric buckets are what relays made of statsd metrics; they are not stored. Trace metrics and statsd lines are.",
    category: "metric_bucket",
    quantity: 1,
  }),
});
