import { afterEach, describe, expect, test } from "vitest";
import { captureException } from "../api/capture.ts";
import { createTestClient, payloads } from "../client/test-client.ts";
import type { SpanJson } from "../event/event.ts";
import { setClient } from "../scope/current-scopes.ts";
import { continueTrace, getTraceData, mergeBaggage, propagatesTo } from "./propagation.ts";
import { setMeasurement, startInactiveSpan, startNewTrace, startSpan, suppressTracing, withActiveSpan } from "./start-span.ts";

afterEach(() => setClient(undefined));

const TRACE = "771a43a4192642f0b136d5159a501700";
const incoming = (sampled: string, baggage?: string) => ({ sentryTrace: `${TRACE}-7b4a1b2c3d4e5f60${sampled}`, baggage });
const names = (spans: unknown): unknown[] => (Array.isArray(spans) ? spans.map((span: { description?: unknown }) => span.description) : []);

test("a span that outlives its transaction is counted as dropped", async () => {
  const { sent, advance, log } = createTestClient({ tracesSampleRate: 1 });
  const root = startInactiveSpan({ name: "root" });
  const late = startInactiveSpan({ name: "late", parentSpan: root });
  root.end();
  late.end();
  await advance(0);
  expect(names(payloads(sent, "transaction")[0]?.["spans"])).toEqual([]);
  expect(log.join("")).toContain("dropped 1 span (no_parent_span): the transaction was sent before late ended");
});

test("what a hook puts beside one transaction does not come with the next", async () => {
  const { sent, advance } = createTestClient({
    tracesSampleRate: 1,
    beforeSendTransaction: (event, hint) => {
      if (event.transaction === "first") hint.attachments = [{ filename: "plan.txt", data: "seq scan" }];
      return event;
    },
  });
  startSpan({ name: "first" }, () => undefined);
  startSpan({ name: "second" }, () => undefined);
  await advance(0);
  expect(sent.map(({ items }) => items.map(({ type }) => type))).toEqual([["transaction", "attachment"], ["transaction"]]);
});

describe("sampling", () => {
  test("the caller's decision wins over the rate, also at rate 0", async () => {
    const { sent, advance } = createTestClient({ tracesSampleRate: 0 });
    continueTrace(incoming("-1"), () => startSpan({ name: "taken over" }, () => undefined));
    startSpan({ name: "own" }, () => undefined);
    await advance(0);
    expect(payloads(sent, "transaction").map(({ transaction }) => transaction)).toEqual(["taken over"]);
  });

  test("the sampler wins over the caller and sees what it decided", async () => {
    const seen: unknown[] = [];
    const { sent, advance, log } = createTestClient({
      tracesSampler: ({ name, parentSampled }) => {
        seen.push([name, parentSampled]);
        return name === "wanted";
      },
    });
    continueTrace(incoming("-1"), () => startSpan({ name: "unwanted" }, () => undefined));
    continueTrace(incoming("-0"), () => startSpan({ name: "wanted" }, () => undefined));
    await advance(0);
    expect(seen).toEqual([
      ["unwanted", true],
      ["wanted", false],
    ]);
    expect(payloads(sent, "transaction").map(({ transaction }) => transaction)).toEqual(["wanted"]);
    expect(log.join("")).toContain("dropped 1 transaction, 1 span (sample_rate): unwanted");
  });

  test.each([
    [
      () => {
        throw new Error("broken");
      },
    ],
    [() => Number.NaN],
    [() => 2],
  ])("a sampler that fails samples nothing", async (tracesSampler) => {
    const { sent, advance } = createTestClient({ tracesSampler });
    startSpan({ name: "x" }, () => undefined);
    await advance(0);
    expect(payloads(sent, "transaction")).toEqual([]);
  });

  test("sample_rand of the caller decides at the own rate", async () => {
    const { sent, advance } = createTestClient({ tracesSampleRate: 0.5 });
    for (const rand of ["0.4", "0.6"])
      continueTrace(incoming("", `sentry-trace_id=${TRACE},sentry-public_key=k,sentry-sample_rand=${rand}`), () => startSpan({ name: rand }, () => undefined));
    await advance(0);
    expect(payloads(sent, "transaction").map(({ transaction }) => transaction)).toEqual(["0.4"]);
  });
});

describe("transactions", () => {
  test("children, failures, measurements and the trace of errors inside", async () => {
    const { sent, advance } = createTestClient({ tracesSampleRate: 1 });
    await startSpan({ name: "root", op: "task" }, async () => {
      startSpan({ name: "child", op: "db" }, () => captureException(new Error("inside")));
      await expect(
        startSpan({ name: "fails" }, async () => {
          throw new Error("x");
        }),
      ).rejects.toThrow("x");
      startInactiveSpan({ name: "never ended" });
      setMeasurement("rows", 512);
    });
    await advance(0);
    const [transaction] = payloads(sent, "transaction");
    expect(names(transaction?.["spans"])).toEqual(["child", "fails"]);
    expect(transaction).toMatchObject({
      transaction: "root",
      measurements: { rows: { value: 512, unit: "none" } },
      contexts: { trace: { op: "task", status: "ok" } },
      spans: [{ status: "ok" }, { status: "internal_error" }],
    });
    const trace = (payload: Record<string, unknown> | undefined): unknown => JSON.parse(JSON.stringify(payload))?.contexts?.trace?.trace_id;
    expect(trace(payloads(sent, "event")[0])).toBe(trace(transaction));
  });

  test("spans above the limit are counted", async () => {
    const { sent, advance, log } = createTestClient({ tracesSampleRate: 1, maxSpans: 2 });
    startSpan({ name: "root" }, () => {
      for (let index = 0; index < 5; index++) startSpan({ name: `child ${index}` }, () => undefined);
    });
    await advance(0);
    expect(names(payloads(sent, "transaction")[0]?.["spans"])).toEqual(["child 0", "child 1"]);
    expect(log.filter((line) => line.includes("1 span (buffer_overflow)"))).toHaveLength(3);
  });

  test("stream: each trace in a container, the segment named", async () => {
    const { sent, advance } = createTestClient({ tracesSampleRate: 1, traceLifecycle: "stream" });
    startSpan({ name: "root" }, () => startSpan({ name: "child" }, () => undefined));
    await advance(0);
    expect(payloads(sent, "span")).toMatchObject([
      {
        version: 2,
        items: [
          { name: "child", is_segment: false, attributes: { "sentry.segment.name": { value: "root" } } },
          { name: "root", is_segment: true },
        ],
      },
    ]);
    expect(sent[0]?.headers).toMatchObject({ trace: { sampled: "true", transaction: "root" } });
  });

  test("stream: beforeSendSpan changes what is sent; what a long trace has ended goes after five seconds", async () => {
    const beforeSendSpan = (span: SpanJson): SpanJson => ({ ...span, description: "changed" });
    const { sent, advance } = createTestClient({ tracesSampleRate: 1, traceLifecycle: "stream", beforeSendSpan });
    const root = startInactiveSpan({ name: "root" });
    withActiveSpan(root, () => startSpan({ name: "child" }, () => undefined));
    await advance(4999);
    expect(sent).toEqual([]);
    await advance(2);
    root.end();
    await advance(0);
    expect(payloads(sent, "span")).toMatchObject([{ items: [{ name: "changed", is_segment: false }] }, { items: [{ name: "changed", is_segment: true }] }]);
  });

  test("beforeSendSpan and ignoreSpans drop spans, ignoreTransactions the whole", async () => {
    const { sent, advance } = createTestClient({
      tracesSampleRate: 1,
      ignoreTransactions: ["/health"],
      ignoreSpans: ["secret"],
      beforeSendSpan: (span) => (span.description === "no" ? null : span),
    });
    startSpan({ name: "GET /health" }, () => undefined);
    startSpan({ name: "root" }, () => {
      for (const name of ["no", "secret", "yes"]) startSpan({ name }, () => undefined);
    });
    await advance(0);
    expect(payloads(sent, "transaction").map(({ spans }) => names(spans))).toEqual([["yes"]]);
  });
});

test.each([
  [404, true],
  [301, true],
  [200, false],
])("traceIgnoreStatusCodes: an answer with %d is ignored: %s", async (status, ignored) => {
  const { sent, advance } = createTestClient({ tracesSampleRate: 1, traceIgnoreStatusCodes: [404, [300, 399]] });
  startSpan({ name: "GET /x", attributes: { "http.response.status_code": status } }, () => undefined);
  await advance(0);
  expect(payloads(sent, "transaction")).toHaveLength(ignored ? 0 : 1);
});

describe("headers", () => {
  test("a continued trace goes on unchanged, with the baggage of its head", () => {
    createTestClient({ tracesSampleRate: 1, propagateTraceparent: true });
    const baggage = `sentry-trace_id=${TRACE},sentry-public_key=k,sentry-release=front%401,other=vendor`;
    continueTrace(incoming("-1", baggage), () =>
      startSpan({ name: "x" }, (span) => {
        const headers = getTraceData();
        expect(headers["sentry-trace"]).toBe(`${TRACE}-${span.spanContext().spanId}-1`);
        expect(headers.baggage).toBe(`sentry-trace_id=${TRACE},sentry-public_key=k,sentry-release=front%401`);
        expect(headers.traceparent).toBe(`00-${TRACE}-${span.spanContext().spanId}-01`);
      }),
    );
  });

  test("without tracing the decision is left open and the caller's is passed on", () => {
    createTestClient();
    expect(continueTrace(incoming(""), () => getTraceData()["sentry-trace"])).toMatch(new RegExp(`^${TRACE}-[0-9a-f]{16}$`));
    expect(continueTrace(incoming("-1"), () => getTraceData()["sentry-trace"])).toMatch(/-1$/);
  });

  test.each([
    ["another organization", {}, "sentry-org_id=2", false],
    ["the same organization", {}, "sentry-org_id=1", true],
    ["an unknown one", {}, "", true],
    ["an unknown one, strictly", { strictTraceContinuation: true }, "", false],
  ])("the trace of %s", (_, options, member, continued) => {
    createTestClient({ dsn: "https://key@o1.ingest.example.com/1", ...options });
    const trace = continueTrace(incoming("-1", `sentry-trace_id=${TRACE},sentry-public_key=k,${member}`), () => getTraceData()["sentry-trace"] ?? "");
    expect(trace.startsWith(TRACE)).toBe(continued);
  });

  test("W3C headers are read when ours are absent", () => {
    createTestClient();
    expect(continueTrace({ traceparent: `00-${TRACE}-7b4a1b2c3d4e5f60-01` }, () => getTraceData()["sentry-trace"])).toMatch(new RegExp(`^${TRACE}-`));
    expect(continueTrace({ sentryTrace: "rubbish" }, () => getTraceData()["sentry-trace"])).toMatch(/^[0-9a-f]{32}-/);
  });

  test("targets and foreign baggage", () => {
    expect(propagatesTo("https://a.example/x", undefined)).toBe(true);
    expect(propagatesTo("https://a.example/x", ["a.example", /nothing/])).toBe(true);
    expect(propagatesTo("https://b.example/x", [/^https:\/\/a/])).toBe(false);
    expect(mergeBaggage("a=1, sentry-x=2", "sentry-y=3")).toBe("a=1,sentry-y=3");
    expect(mergeBaggage(undefined, undefined)).toBeUndefined();
  });

  test("new traces and suppressed ones", async () => {
    const { sent, advance } = createTestClient({ tracesSampleRate: 1 });
    startSpan({ name: "root" }, (root) => {
      startNewTrace(() => startSpan({ name: "other" }, (other) => expect(other.spanContext().traceId).not.toBe(root.spanContext().traceId)));
      suppressTracing(() => startSpan({ name: "silent" }, (span) => expect(span.isRecording()).toBe(false)));
      withActiveSpan(null, () => startSpan({ name: "beside" }, (span) => expect(span.root).toBe(span)));
    });
    await advance(0);
    expect(
      payloads(sent, "transaction")
        .map(({ transaction }) => transaction)
        .toSorted((a, b) => String(a).localeCompare(String(b))),
    ).toEqual(["beside", "other", "root"]);
  });
});
