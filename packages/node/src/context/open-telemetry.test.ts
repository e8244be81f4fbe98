import { createRequire } from "node:module";
import { createMemoryClient, eventsOf } from "@vedette/testing";
import { afterEach, expect, test } from "vitest";
import { captureException, close, init, startSpan } from "../index.ts";

// The real API and its context manager, as @sentry/node 8 brings them along.

interface OpenTelemetry {
  readonly context: { setGlobalContextManager(manager: object): void; with<T>(context: object, callback: () => T): T; disable(): void };
  readonly trace: { setSpan(context: object, span: object): object; wrapSpanContext(context: object): object };
  readonly ROOT_CONTEXT: object;
}
const load = createRequire(createRequire(import.meta.url).resolve("sentry-node-8"));
const isApi = (value: unknown): value is OpenTelemetry => typeof value === "object" && value !== null && "ROOT_CONTEXT" in value && "trace" in value;
const isManagers = (value: unknown): value is { readonly AsyncLocalStorageContextManager: new () => { enable(): object } } =>
  typeof value === "object" && value !== null && "AsyncLocalStorageContextManager" in value;

const ids = { traceId: "771a43a4192642f0b136d5159a501700", spanId: "7b4a1b2c3d4e5f60", traceFlags: 1 };
afterEach(() => close(0));

test("errors belong to the active span of OpenTelemetry, unless there is one of ours", async () => {
  const api: unknown = load("@opentelemetry/api");
  const managers: unknown = load("@opentelemetry/context-async-hooks");
  if (!isApi(api) || !isManagers(managers)) throw new Error("OpenTelemetry is not there");
  api.context.setGlobalContextManager(new managers.AsyncLocalStorageContextManager().enable());
  const httpClient = createMemoryClient();
  const client = init({ dsn: "http://key@127.0.0.1:9/1", httpClient, tracesSampleRate: 1, autoSessionTracking: false });

  const active = (span: object): object => api.trace.setSpan(api.ROOT_CONTEXT, api.trace.wrapSpanContext(span));
  await api.context.with(active(ids), async () => {
    await Promise.resolve();
    captureException(new Error("theirs"));
    startSpan({ name: "ours" }, () => captureException(new Error("ours")));
  });
  api.context.with(active({ ...ids, traceId: "0".repeat(32) }), () => captureException(new Error("none")));
  await client.flush(1000);
  api.context.disable();

  const traces = new Map(eventsOf(httpClient.envelopes).map((event) => [event.exception?.values[0]?.value, event.contexts?.["trace"]]));
  expect(traces.get("theirs")).toMatchObject({ trace_id: ids.traceId, span_id: ids.spanId });
  for (const own of ["ours", "none"]) expect(traces.get(own)).not.toMatchObject({ trace_id: ids.traceId });
});
