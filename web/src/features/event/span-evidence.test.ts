import { expect, test } from "vitest";
import { durationText, spanEvidence } from "./span-evidence.ts";

const root = "r".repeat(16);
const span = (span_id: string, start: number, length: number, parent_span_id: string | null = root) => ({
  span_id,
  parent_span_id,
  op: "db",
  description: `query ${span_id}`,
  start_timestamp: 100 + start,
  timestamp: 100 + start + length,
});

function eventOf(spans: readonly unknown[], evidenceData: Readonly<Record<string, unknown>>) {
  return {
    culprit: "GET /books",
    entries: [{ type: "spans", data: [...spans] }],
    contexts: { trace: { span_id: root, op: "http.server" } },
    startTimestamp: 100,
    endTimestamp: 102,
    occurrence: {
      id: "a",
      projectId: 1,
      eventId: "a",
      fingerprint: [],
      issueTitle: "N+1 Query",
      subtitle: "query",
      resourceId: null,
      evidenceData: { ...evidenceData },
      evidenceDisplay: [{ name: "Repeating Spans", value: "query", important: true }],
      type: 1006,
      detectionTime: 1,
      level: "info",
      culprit: "GET /books",
      assignee: null,
      priority: null,
    },
  };
}

test("spans stand in the order of the tree, with what they have to do with the problem", () => {
  const spans = [span("b", 1, 0.5), span("a", 0, 0.5), span("inner", 1.1, 0.2, "b"), span("lost", 0.2, 0.1, "nowhere")];
  const evidence = spanEvidence(eventOf(spans, { offenderSpanIds: ["inner"], causeSpanIds: ["a"], parentSpanIds: ["b"] }));
  expect(evidence?.rows.map(({ spanId, depth, role, isTelling }) => [spanId, depth, role, isTelling])).toEqual([
    [root, 0, "transaction", true],
    ["a", 1, "cause", true],
    ["lost", 1, "other", false],
    ["b", 1, "parent", true],
    ["inner", 2, "offender", true],
  ]);
  expect(evidence?.total).toBe(2000);
  expect(Math.round(evidence?.rows[4]?.start ?? 0)).toBe(1100);
});

test("of many offenders the first ones tell enough; rings and oddities do no harm", () => {
  const many = Array.from({ length: 30 }, (_, i) => span(`s${i}`, i / 100, 0.01));
  const evidence = spanEvidence(
    eventOf([...many, span("x", 0, 1, "y"), span("y", 0, 1, "x"), null, 7, { span_id: "odd" }], { offenderSpanIds: many.map(({ span_id }) => span_id) }),
  );
  expect(evidence?.rows.filter(({ role }) => role === "offender")).toHaveLength(30);
  expect(evidence?.rows.filter(({ isTelling }) => isTelling)).toHaveLength(11);
});

test("an event without a problem has no evidence", () => {
  expect(spanEvidence({ ...eventOf([], {}), occurrence: null })).toBeUndefined();
});

test.each([
  [0.4567, "0.46 ms"],
  [12.3, "12 ms"],
  [999, "999 ms"],
  [1234, "1.23 s"],
  [61_000, "61.0 s"],
])("%d ms are %s", (ms, text) => {
  expect(durationText(ms)).toBe(text);
});
