import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatBaggage, parseBaggage, parseDynamicSamplingContext } from "./dynamic-sampling-context.ts";
import { formatSentryTrace, formatTraceparent, parseSentryTrace, parseTraceparent } from "./sentry-trace.ts";

const TRACE = "771a43a4192642f0b136d5159a501700";
const SPAN = "b0e6f15b45c36b12";

describe("sentry-trace", () => {
  it("reads all three decisions", () => {
    expect(parseSentryTrace(`${TRACE}-${SPAN}`)).toEqual({ traceId: TRACE, parentSpanId: SPAN });
    expect(parseSentryTrace(`${TRACE}-${SPAN}-1`)).toEqual({ traceId: TRACE, parentSpanId: SPAN, sampled: true });
    expect(parseSentryTrace(` ${TRACE}-${SPAN}-0 `)).toEqual({ traceId: TRACE, parentSpanId: SPAN, sampled: false });
    expect(parseSentryTrace("nonsense")).toBeUndefined();
  });

  it("reads back what it wrote, also as traceparent", () => {
    const id = (digits: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${digits}}$`)).filter((text) => !/^0+$/.test(text));
    fc.assert(
      fc.property(id(32), id(16), fc.boolean(), (traceId, parentSpanId, sampled) => {
        const trace = { traceId, parentSpanId, sampled };
        expect(parseSentryTrace(formatSentryTrace(trace))).toEqual(trace);
        expect(parseTraceparent(formatTraceparent(trace))).toEqual(trace);
      }),
    );
  });

  it("holds traceparent to the W3C's rules", () => {
    expect(parseTraceparent(`00-${TRACE}-${SPAN}-01`)?.sampled).toBe(true);
    expect(parseTraceparent(`cc-${TRACE}-${SPAN}-00-what-the-future-brings`)?.sampled).toBe(false);
    for (const bad of [`ff-${TRACE}-${SPAN}-01`, `00-${"0".repeat(32)}-${SPAN}-01`, `00-${TRACE}-${"0".repeat(16)}-01`, `00-${TRACE}-${SPAN}-01-more`]) {
      expect(parseTraceparent(bad)).toBeUndefined();
    }
  });
});

describe("dynamic sampling context", () => {
  it("takes rates as text or number and leaves bad fields out (trap 22)", () => {
    const context = {
      trace_id: TRACE,
      public_key: "abc",
      sample_rate: 0.25,
      sample_rand: "0.123456",
      sampled: true,
      release: 7,
      environment: "prod",
      segment_name: "/x",
    };
    expect(parseDynamicSamplingContext(context)).toEqual({
      trace_id: TRACE,
      public_key: "abc",
      sample_rate: "0.25",
      sample_rand: "0.123456",
      sampled: "true",
      environment: "prod",
      transaction: "/x",
    });
    expect(parseDynamicSamplingContext({ trace_id: TRACE, public_key: "abc", sample_rate: "2" })).toEqual({ trace_id: TRACE, public_key: "abc" });
    expect(parseDynamicSamplingContext({ public_key: "abc" })).toBeUndefined();
    expect(parseDynamicSamplingContext("text")).toBeUndefined();
  });

  it("finds its members in a baggage header of several vendors", () => {
    const header = `other=1;p=2, sentry-trace_id=${TRACE} , sentry-public_key=abc,sentry-transaction=%2Fa%20b;x=y,sentry-release=%zz`;
    expect(parseBaggage(header)).toEqual({ trace_id: TRACE, public_key: "abc", transaction: "/a b", release: "%zz" });
    expect(parseBaggage("other=1")).toBeUndefined();
  });

  it("reads back what it wrote", () => {
    const text = fc.string({ minLength: 1, unit: "grapheme" });
    fc.assert(
      fc.property(text, text, (release, environment) => {
        const context = { trace_id: TRACE, public_key: "abc", release, environment };
        expect(parseBaggage(formatBaggage(context))).toEqual(context);
      }),
    );
  });
});
