import { expect, test } from "vitest";
import { createTestClient, payloads } from "../client/test-client.ts";
import { logger } from "../telemetry/logs.ts";
import { metrics } from "../telemetry/metrics.ts";
import { askHook } from "./ask-hook.ts";

const value = { body: "hello" };

test("what a hook returns is kept if it can be one", () => {
  expect(askHook("beforeSendLog", undefined, value)).toBe(value);
  expect(askHook("beforeSendLog", () => ({ body: "changed" }), value)).toEqual({ body: "changed" });
});

test.each<[string, () => unknown, string]>([
  ["null", () => null, "returned null"],
  ["nothing", () => undefined, "returned undefined"],
  ["a number", () => 5, "returned 5"],
  ["a promise", async () => value, "returned a promise"],
  ["an error", () => { throw new Error("no"); }, "threw: Error: no"], // prettier-ignore
])("%s drops it, with the reason", (_, hook, why) => {
  const asked: unknown = Reflect.apply(askHook, undefined, ["beforeSendLog", hook, value]);
  expect(asked).toBe(`beforeSendLog ${why}`);
});

test("logs and metrics that a hook spoils are counted", async () => {
  const rubbish: () => null = Object(() => 5);
  const { client, advance, sent, log } = createTestClient({ beforeSendLog: rubbish, beforeSendMetric: rubbish });
  logger.info("hello");
  metrics.count("orders");
  const flushed = client.flush(0);
  await advance(0);
  await flushed;
  expect(payloads(sent, "log")).toEqual([]);
  expect(payloads(sent, "client_report")).toMatchObject([
    {
      discarded_events: [
        { category: "log_item", quantity: 1 },
        { category: "log_byte", quantity: 5 },
        { category: "trace_metric", quantity: 1 },
      ],
    },
  ]);
  expect(log.join("")).toContain("beforeSendLog returned 5");
});
