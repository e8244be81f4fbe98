import { expect, test } from "vitest";

import type { TraceErrorShape, TraceSpanShape } from "./queries.ts";
import { traceFacts, traceRows } from "./trace-rows.ts";

function span(id: string, start: number, end: number, inside: Partial<TraceSpanShape> = {}): TraceSpanShape {
  return {
    description: id,
    event_id: id,
    project_id: 1,
    project_slug: "shop",
    transaction: "GET /",
    event_type: "span",
    errors: [],
    occurrences: [],
    duration: (end - start) * 1000,
    start_timestamp: start,
    end_timestamp: end,
    measurements: {},
    browser_web_vital: {},
    mobile_app_vital: {},
    op: "http.server",
    name: id,
    parent_span_id: null,
    profile_id: "",
    profiler_id: "",
    sdk_name: "",
    is_transaction: true,
    transaction_id: id,
    status: "ok",
    children: [],
    ...inside,
  };
}

const error: TraceErrorShape = {
  description: "TypeError",
  event_id: "e",
  project_id: 2,
  project_slug: "stock",
  transaction: "",
  event_type: "error",
  issue_id: 7,
  level: "error",
  start_timestamp: 9,
  end_timestamp: 9,
  culprit: null,
  short_id: "STOCK-1",
  issue_type: 1,
};

const tree = [span("a", 1, 5, { children: [span("b", 2, 3, { errors: [error], children: [span("c", 2, 2.5)] }), span("d", 4, 6)] })];

const keys = (folded: readonly string[]) => traceRows(tree, new Set(folded)).map(({ key, depth }) => `${"-".repeat(depth)}${key}`);

test("parents come first, errors before the spans of their span, and a folded span hides what is in it", () => {
  expect(keys([])).toEqual(["a", "-b", "--event e", "--c", "-d"]);
  expect(keys(["b"])).toEqual(["a", "-b", "-d"]);
  expect(keys(["a"])).toEqual(["a"]);
});

test("the facts reach from the first span to the end of the last, whatever outlives its parent or names the trace later", () => {
  expect(traceFacts(tree)).toEqual({ start: 1, end: 6, spans: 4, events: 1, projects: ["shop", "stock"], name: "GET /" });
  expect(traceFacts([error]).name).toBe("TypeError");
  expect(traceFacts([])).toMatchObject({ start: 0, end: 0, spans: 0, name: "" });
});

test("a chain of twenty thousand spans is read", () => {
  let chain = span("leaf", 0, 1);
  for (let depth = 0; depth < 20_000; depth += 1) chain = span(`s${depth}`, 0, 1, { children: [chain] });
  expect(traceRows([chain], new Set())).toHaveLength(20_001);
});
