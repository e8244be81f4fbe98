import { afterEach, expect, test } from "vitest";
import { captureException } from "../api/capture.ts";
import { addIntegration } from "../api/lifecycle.ts";
import { createTestClient, payloads } from "../client/test-client.ts";
import { getCurrentScope, getIsolationScope, setClient, withIsolationScope, withScope } from "../scope/current-scopes.ts";
import { Scope } from "../scope/scope.ts";
import { continueTrace, getTraceData } from "./propagation.ts";
import { getRootSpan, setHttpStatus, spanToBaggageHeader, spanToJSON, spanToTraceHeader, updateSpanName } from "./span-facts.ts";
import { getActiveSpan, startInactiveSpan, startSpan, startSpanManual } from "./start-span.ts";

/** What code for other Sentry SDKs calls, in their signatures. */

afterEach(() => setClient(undefined));

test("startSpanManual hands over how to end the span", async () => {
  const { sent, advance } = createTestClient({ tracesSampleRate: 1 });
  const finish = startSpanManual({ name: "by hand" }, (_span, end) => end);
  await advance(0);
  expect(payloads(sent, "transaction")).toEqual([]);
  finish();
  await advance(0);
  expect(payloads(sent, "transaction")).toMatchObject([{ transaction: "by hand" }]);
});

test("withScope and withIsolationScope take a scope of the caller's", () => {
  const scope = new Scope().setTag("mine", "yes");
  expect(withScope(scope, (given) => given === scope && getCurrentScope() === scope)).toBe(true);
  expect(withIsolationScope(scope, () => getIsolationScope())).toBe(scope);
  expect(withScope(undefined, (given) => given)).not.toBe(getCurrentScope());
});

test("a span begins on a scope of the caller's", async () => {
  const { sent, advance } = createTestClient({ tracesSampleRate: 1 });
  startSpan({ name: "elsewhere", scope: new Scope().setTag("mine", "yes") }, () => undefined);
  await advance(0);
  expect(payloads(sent, "transaction")).toMatchObject([{ tags: { mine: "yes" } }]);
});

test("a name set by updateSpanName stays, times may be those of hrtime, and the status is read from the code", async () => {
  const { sent, advance } = createTestClient({ tracesSampleRate: 1 });
  const span = startInactiveSpan({ name: "GET", startTime: [1_767_225_600, 500_000_000] });
  updateSpanName(span, "checkout");
  span.updateName("GET /route");
  setHttpStatus(span, 404);
  expect(spanToJSON(span)).toMatchObject({ description: "checkout", start_timestamp: 1_767_225_600.5, status: "not_found" });
  span.end([1_767_225_601, 0]);
  await advance(0);
  expect(payloads(sent, "transaction")).toMatchObject([{ transaction: "checkout", timestamp: 1_767_225_601, contexts: { trace: { status: "not_found" } } }]);
});

test("headers of a span are those of its trace", () => {
  createTestClient({ tracesSampleRate: 1 });
  startSpan({ name: "outer" }, (outer) => {
    const inner = startInactiveSpan({ name: "inner" });
    expect(getRootSpan(inner)).toBe(outer);
    expect(spanToTraceHeader(inner)).toBe(`${outer.spanContext().traceId}-${inner.spanContext().spanId}-1`);
    expect(spanToBaggageHeader(inner)).toContain(`sentry-trace_id=${outer.spanContext().traceId}`);
    expect(getTraceData({ span: inner })["sentry-trace"]).toBe(spanToTraceHeader(inner));
  });
});

test("baggage may come as several headers", () => {
  createTestClient({ tracesSampleRate: 1 });
  const trace = "771a43a4192642f0b136d5159a501700";
  const baggage = ["other=1", `sentry-trace_id=${trace},sentry-public_key=key,sentry-release=front%401`];
  continueTrace({ sentryTrace: `${trace}-7b4a1b2c3d4e5f60-1`, baggage }, () =>
    startSpan({ name: "continued" }, () => expect(getActiveSpan()?.dsc()).toMatchObject({ release: "front@1" })),
  );
});

test("an integration that comes later is started and named, once", async () => {
  const { client, sent, advance, log } = createTestClient();
  let starts = 0;
  const late = { name: "Late", start: () => void starts++ };
  addIntegration(late);
  addIntegration(late);
  addIntegration({
    name: "Broken",
    start: () => {
      throw new Error("cannot start");
    },
  });
  captureException(new Error("boom"));
  await advance(0);
  expect(starts).toBe(1);
  expect(client.getIntegration("Late")).toBe(late);
  expect(payloads(sent, "event")).toMatchObject([{ sdk: { integrations: ["Late", "Broken"] } }]);
  expect(log.join("")).toContain("Broken failed to start: Error: cannot start");
});
