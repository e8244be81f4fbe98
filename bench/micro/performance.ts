import type { NormalizedEvent } from "../../server/src/processing/normalize/event.ts";
import { problemsOfTransaction } from "../../server/src/processing/performance/occurrences.ts";
import { defaultPerformance } from "../../server/src/project-settings/performance-options.ts";

/**
 * CPU that looking for problems takes per transaction of 50 spans, beside what parsing its JSON costs.
 *
 *     node --conditions=@vedette/source bench/micro/performance.ts
 */
const spanCount = 50;
const start = Date.UTC(2026, 9, 1) / 1000;

type Sketch = (i: number) => { readonly op: string; readonly description: string; readonly ms: number };

const kinds: Readonly<Record<string, Sketch>> = {
  "queries, all different": (i) => ({ op: "db", description: `SELECT "t${i}"."id", "t${i}"."name" FROM "t${i}" WHERE "t${i}"."id" IN (%s, %s, %s)`, ms: 4 }),
  "a server's mixture": (i) =>
    i % 5 === 0
      ? { op: "http.client", description: `GET https://api${i}.example.com/v1/things/${i}`, ms: 20 }
      : i % 2 === 0
        ? { op: "db", description: `SELECT * FROM "orders_${i}" WHERE "id" = %s`, ms: 3 }
        : { op: "middleware.django", description: `Middleware${i}`, ms: 2 },
  "a page load": (i) => ({ op: i % 2 === 0 ? "resource.script" : "resource.img", description: `https://cdn.example/assets/part-${i}.js`, ms: 30 }),
  "nothing to look at": (i) => ({ op: "function", description: `step ${i}`, ms: 5 }),
  "N+1": (i) => (i === 0 ? { op: "db", description: "SELECT * FROM books", ms: 9 } : { op: "db", description: "SELECT * FROM authors WHERE id = %s", ms: 4 }),
};

function transactionOf(sketch: Sketch): NormalizedEvent {
  let at = start;
  const spans = Array.from({ length: spanCount }, (_, i) => {
    const { op, description, ms } = sketch(i);
    const from = at;
    at += ms / 1000;
    const span_id = (i + 16).toString(16).padStart(16, "0");
    return { span_id, trace_id: "ab".repeat(16), parent_span_id: "cd".repeat(8), op, description, start_timestamp: from, timestamp: at, data: {} };
  });
  const trace = { type: "trace", trace_id: "ab".repeat(16), span_id: "cd".repeat(8), op: "http.server" };
  const facts = { event_id: "a".repeat(32), type: "transaction", level: "info", platform: "python", received: at } as const;
  return { ...facts, transaction: "GET /books", start_timestamp: start, timestamp: at, contexts: { trace }, spans };
}

/** Microseconds of CPU, the median of many rounds. */
function cpuOf(work: () => unknown): number {
  const rounds = 2000;
  const measured = Array.from({ length: 25 }, () => {
    const before = process.cpuUsage();
    for (let i = 0; i < rounds; i++) work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / rounds;
  });
  return measured.toSorted((a, b) => a - b)[12] ?? NaN;
}

for (const [name, sketch] of Object.entries(kinds)) {
  const event = transactionOf(sketch);
  const text = JSON.stringify(event);
  const own = cpuOf(() => problemsOfTransaction(event, defaultPerformance));
  const parse = cpuOf(() => JSON.parse(text));
  const found = problemsOfTransaction(event, defaultPerformance).length;
  console.log(`${name.padEnd(24)} ${own.toFixed(1).padStart(7)} µs   JSON.parse ${parse.toFixed(1).padStart(6)} µs   problems ${found}`);
}
