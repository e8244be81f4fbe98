import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestClient, payloads, type TestClient } from "../client/test-client.ts";
import { getGlobalScope, setClient, withIsolationScope } from "../scope/current-scopes.ts";
import * as sdk from "../index.ts";

/** Whatever an application hands over by mistake: the SDK never throws at it, and what it sends is a fact about later events, not their end. */

const trap = (): never => {
  throw new Error("trap");
};
const proxy = new Proxy({}, { get: trap, ownKeys: trap, getPrototypeOf: trap, has: trap, getOwnPropertyDescriptor: trap, set: trap });
const getter = Object.defineProperty({ fine: 1 }, "broken", { enumerable: true, get: trap });
const VALUES: readonly unknown[] = [
  proxy, getter, Object.create(null), Symbol("s"), null, undefined, 1n, "text", 5, Number.NaN, [], [proxy], () => 1, { toString: trap }, { toJSON: trap }, { message: proxy },
  "x".repeat(20_000),
]; // prettier-ignore

/** Functions that only make sense with a callback of the application get one. */
const work = (): string => "done";
const { count, gauge } = sdk.metrics;
type Call = (a: unknown, b: unknown) => unknown;
const CALLS: Readonly<Record<string, Call>> = {
  captureException: (a, b) => Reflect.apply(sdk.captureException, undefined, [a, b]),
  captureMessage: (a, b) => Reflect.apply(sdk.captureMessage, undefined, [a, b]),
  captureEvent: (a, b) => Reflect.apply(sdk.captureEvent, undefined, [a, b]),
  captureFeedback: (a, b) => Reflect.apply(sdk.captureFeedback, undefined, [a, b]),
  captureCheckIn: (a, b) => Reflect.apply(sdk.captureCheckIn, undefined, [a, b]),
  setUser: (a) => Reflect.apply(sdk.setUser, undefined, [a]),
  setTag: (a) => Reflect.apply(sdk.setTag, undefined, ["key", a]),
  setTags: (a) => Reflect.apply(sdk.setTags, undefined, [a]),
  setExtra: (a) => Reflect.apply(sdk.setExtra, undefined, ["key", a]),
  setExtras: (a) => Reflect.apply(sdk.setExtras, undefined, [a]),
  setContext: (a) => Reflect.apply(sdk.setContext, undefined, ["name", a]),
  setAttributes: (a) => Reflect.apply(sdk.setAttributes, undefined, [a]),
  setFingerprint: (a) => Reflect.apply(sdk.setFingerprint, undefined, [a]),
  addBreadcrumb: (a, b) => Reflect.apply(sdk.addBreadcrumb, undefined, [a, b]),
  addAttachment: (a) => Reflect.apply(sdk.addAttachment, undefined, [a]),
  addEventProcessor: (a) => (typeof a === "function" ? undefined : Reflect.apply(sdk.addEventProcessor, undefined, [a])),
  flush: (a) => Reflect.apply(sdk.flush, undefined, [a]),
  startInactiveSpan: (a) => Reflect.apply(sdk.startInactiveSpan, undefined, [a]).end(),
  "logger.info": (a, b) => Reflect.apply(sdk.logger.info, undefined, [a, b]),
  "metrics.count": (a, b) => Reflect.apply(count, undefined, [a, 1, b]),
  "metrics.gauge": (a, b) => Reflect.apply(gauge, undefined, ["depth", a, b]),
};
const AROUND: Readonly<Record<string, (a: unknown) => unknown>> = {
  startSpan: (a) => Reflect.apply(sdk.startSpan, undefined, [a, work]),
  "startSpan with attributes": (a) => Reflect.apply(sdk.startSpan, undefined, [{ name: "span", attributes: a, links: a }, work]),
  startSpanManual: (a) => Reflect.apply(sdk.startSpanManual, undefined, [a, work]),
  continueTrace: (a) => Reflect.apply(sdk.continueTrace, undefined, [a, work]),
  withMonitor: (a) => Reflect.apply(sdk.withMonitor, undefined, [a, work, a]),
};

let kit: TestClient;
beforeEach(() => {
  kit = createTestClient({ tracesSampleRate: 1 });
});
afterEach(() => {
  setClient(undefined);
  getGlobalScope().clear();
});

test.each(Object.entries(CALLS))("%s throws at nobody, and the next error arrives", async (_, call) => {
  await withIsolationScope(async () => {
    for (const a of VALUES) for (const b of call.length > 1 ? VALUES : [undefined]) await call(a, b);
    sdk.captureException(new Error("the next one"));
    await kit.advance(0);
    await kit.advance(10_000);
  });
  const told = payloads(kit.sent, "event").map((event) => JSON.stringify(event["exception"] ?? null));
  expect(told.filter((text) => text.includes("the next one"))).toHaveLength(1);
});

test.each(Object.entries(AROUND))("%s runs its callback whatever else it was given", (_, call) => {
  for (const value of VALUES) expect(call(value)).toBe("done");
});

test("what can be read of an object with a getter that throws is kept", async () => {
  withIsolationScope((scope) => {
    scope.setTags(Object(getter));
    sdk.captureMessage("with tags");
  });
  await kit.advance(0);
  expect(payloads(kit.sent, "event")).toMatchObject([{ tags: { fine: 1 } }]);
});

test("a capture context that throws costs itself, not the event", async () => {
  sdk.captureException(new Error("boom"), trap);
  sdk.captureException(new Error("boom"), { tags: { kept: "yes" }, captureContext: trap });
  await kit.advance(0);
  expect(payloads(kit.sent, "event")).toHaveLength(2);
  expect(kit.log.join("")).toContain("a capture context is lost: Error: trap");
});

test("what a program prints is kept to a bearable length", async () => {
  withIsolationScope(() => {
    sdk.addBreadcrumb({ message: "y".repeat(1_000_000) });
    expect(sdk.getIsolationScope().getLastBreadcrumb()?.message).toHaveLength(2051);
  });
});

test("an event that is none says so", async () => {
  Reflect.apply(sdk.captureEvent, undefined, [null]);
  await kit.advance(0);
  expect(payloads(kit.sent, "event")).toMatchObject([{ message: "captureEvent was given null instead of an event" }]);
});
