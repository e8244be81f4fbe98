import { expect, test } from "vitest";
import { batchOf, envelopeRecord, expectAccounted, now, transaction } from "../../pipeline/record-kit.ts";
import { processBatch } from "../../pipeline/process-batch.ts";
import { defaultPerformance } from "../../project-settings/performance-options.ts";
import { defaultProjectSettings, type ProjectSettings } from "../../project-settings/project-settings.ts";

const trace = { trace_id: "ab".repeat(16), span_id: "cd".repeat(8), op: "http.server" };
const start = now / 1000 - 2;
const query = (i: number, description: string) => ({
  trace_id: trace.trace_id,
  span_id: (i + 1).toString(16).padStart(16, "0"),
  parent_span_id: trace.span_id,
  op: "db",
  description,
  start_timestamp: start + i / 50,
  timestamp: start + (i + 1) / 50,
});
const spans = Array.from({ length: 9 }, (_, i) => query(i, i === 0 ? "SELECT * FROM books" : "SELECT * FROM authors WHERE id = 'secret-token' AND b = %s"));
const sent = (more: Readonly<Record<string, unknown>> = {}) => envelopeRecord(1, [transaction({ spans, contexts: { trace }, ...more })]);
const batchFor = (record: ReturnType<typeof sent>, settings: Partial<ProjectSettings> = {}) => {
  const batch = processBatch(batchOf([record]), [record], { projects: () => ({ ...defaultProjectSettings, ...settings }) });
  expectAccounted([record], batch);
  return batch;
};

test("a transaction with a problem is itself, its spans and the event of an issue, and counted as before", () => {
  const { events, rows, outcomes } = batchFor(sent());
  expect(events).toMatchObject([
    {
      type: "performance_n_plus_one_db_queries",
      category: null,
      title: "N+1 Query",
      culprit: "GET /cart",
      level: "info",
      eventId: (1).toString(16).padStart(32, "0"),
    },
  ]);
  expect(events[0]?.hashes).toEqual([expect.stringMatching(/^[\da-f]{32}$/)]);
  expect(rows.map(({ dataset }) => dataset)).toEqual(["transactions", ...Array.from({ length: 10 }, () => "spans")]);
  expect(outcomes.map(({ category, outcome, quantity }) => [category, outcome, quantity])).toEqual([
    ["transaction", "accepted", 1],
    ["span", "accepted", 10],
  ]);
});

test("nothing is looked for that the project does not want", () => {
  const off = { ...defaultPerformance, n_plus_one_db_queries_detection_enabled: false };
  expect(batchFor(sent(), { performance: off }).events).toEqual([]);
  expect(batchFor(sent(), { performance: { ...defaultPerformance, n_plus_one_db_count: 9 } }).events).toEqual([]);
});

test("a health check that the project leaves out has no problems", () => {
  const { events, outcomes } = batchFor(sent({ transaction: "GET /healthz" }));
  expect(events).toEqual([]);
  expect(outcomes[0]).toMatchObject({ outcome: "filtered", reason: "filtered-transaction" });
});

test("the same records give the same occurrences", () => {
  expect(batchFor(sent()).events).toEqual(batchFor(sent()).events);
});
