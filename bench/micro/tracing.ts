/**
 * CPU of spans and logs from the log's record to the table: parsing and normalizing containers, the way from thread to thread, the
 * insert. Beside it, in the same process, the same rows inserted into one bare table without an index, and the ratios of time and
 * bytes.
 *
 *   node --conditions=@vedette/source bench/micro/tracing.ts [envelopes]
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { randomBytes } from "node:crypto";
import type { LogRecord } from "../../server/src/log/port.ts";
import type { ProcessedRow } from "../../server/src/pipeline/batch.ts";
import { processBatch } from "../../server/src/pipeline/process-batch.ts";
import { batchOf, envelopeRecord, metaOf } from "../../server/src/pipeline/record-kit.ts";
import { columnsOf, type DatasetName } from "../../server/src/stores/telemetry/datasets.ts";
import { openTelemetryWriter } from "../../server/src/stores/telemetry/sqlite/adapter.ts";

const envelopes = Number(process.argv[2] ?? 1000);
const envelopesInBatch = 20;
const now = Date.now();
const hex = (bytes: number): string => randomBytes(bytes).toString("hex");
const text = (value: string) => ({ value, type: "string" });
const integer = (value: number) => ({ value, type: "integer" });

const common = {
  "sentry.release": text("storefront@2.4.1"),
  "sentry.environment": text("production"),
  "sentry.sdk.name": text("sentry.javascript.node"),
  "sentry.sdk.version": text("11.12.0"),
};

/** As @sentry/node 11 sends them: one trace, a segment and what it did. */
function spans(): readonly unknown[] {
  const trace = hex(16);
  const segment = hex(8);
  return Array.from({ length: 50 }, (_, n) => ({
    name: n === 0 ? "GET /cart/:id" : `select * from carts where id = ${n % 7}`,
    span_id: n === 0 ? segment : hex(8),
    trace_id: trace,
    ...(n > 0 && { parent_span_id: segment }),
    start_timestamp: now / 1000 - 1 + n / 1000,
    end_timestamp: now / 1000 - 1 + n / 500,
    is_segment: n === 0,
    status: "ok",
    attributes: {
      ...common,
      "sentry.origin": text("auto.db.redis.native_channel"),
      "sentry.op": text(n === 0 ? "http.server" : "db.query"),
      "db.system.name": text("postgresql"),
      "db.operation.name": text("SELECT"),
      "db.query.text": text(`select * from carts where id = ${n % 7} and shop = $1 order by created_at`),
      "server.address": text("10.0.0.7"),
      "server.port": integer(5432),
      "sentry.segment.name": text("GET /cart/:id"),
      "sentry.segment.id": text(segment),
    },
  }));
}

function logs(): readonly unknown[] {
  const trace = hex(16);
  return Array.from({ length: 100 }, (_, n) => ({
    timestamp: now / 1000 - 1 + n / 1000,
    trace_id: trace,
    level: "info",
    body: `cart ${n} of customer ${n * 17} was opened in ${n % 90} ms`,
    severity_number: 9,
    attributes: {
      ...common,
      order: text(`ord_${n}`),
      total: { value: n * 1.5, type: "double" },
      "user.id": text(`u-${n % 40}`),
      "sentry.timestamp.sequence": integer(n),
    },
  }));
}

interface Kind {
  readonly dataset: DatasetName;
  readonly type: string;
  readonly suffix: string;
  readonly entries: () => readonly unknown[];
}

const kinds: readonly Kind[] = [
  { dataset: "spans", type: "span", suffix: "span.v2", entries: spans },
  { dataset: "logs", type: "log", suffix: "log", entries: logs },
];

function record(seq: number, { type, suffix, entries }: Kind): LogRecord {
  const items = entries();
  const headers = { item_count: items.length, content_type: `application/vnd.sentry.items.${suffix}+json` };
  return envelopeRecord(seq, [{ type, payload: { version: 2, items }, headers }], metaOf(seq, { receivedAt: now }));
}

async function run(kind: Kind, folder: string): Promise<void> {
  const writer = await openTelemetryWriter(path.join(folder, "telemetry"));
  const bare = new DatabaseSync(path.join(folder, "bare.db"));
  const names = ["seq", "position", "project_id", "key_id", "received_at", "timestamp", ...columnsOf(kind.dataset).map(([name]) => name)];
  bare.exec(`pragma journal_mode = wal; pragma synchronous = full; create table bare (id integer primary key, ${names.map((name) => `"${name}"`).join(", ")})`);
  const insert = bare.prepare(`insert into bare (${names.map((name) => `"${name}"`).join(", ")}) values (${names.map(() => "?").join(", ")})`);
  const times = { process: 0, clone: 0, append: 0, bare: 0 };
  const timed = async <T>(name: keyof typeof times, work: () => Promise<T> | T): Promise<T> => {
    const before = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(before);
    times[name] += (user + system) / 1000;
    return result;
  };
  let rows = 0;
  for (let seq = 1; seq <= envelopes; seq += envelopesInBatch) {
    const records = Array.from({ length: envelopesInBatch }, (_, index) => record(seq + index, kind));
    const processed = await timed("process", () => processBatch(batchOf(records), records));
    const cloned = await timed("clone", () => structuredClone(processed));
    rows += cloned.rows.length;
    await timed("append", () =>
      writer.append({ events: [], attachments: [], outcomes: [], rows: cloned.rows.map((row) => Object.assign(row, { body: null })) }),
    );
    const parameters = cloned.rows.map((row) => bareParameters(row, kind.dataset));
    await timed("bare", () => {
      bare.exec("begin");
      for (const each of parameters) insert.run(...each);
      bare.exec("commit");
    });
  }
  await writer.close();
  bare.close();
  const bytes = readdirSync(path.join(folder, "telemetry")).reduce((sum, file) => sum + statSync(path.join(folder, "telemetry", file)).size, 0);
  const bareBytes = statSync(path.join(folder, "bare.db")).size;
  const each = (ms: number): string => `${((ms * 1000) / rows).toFixed(1)} µs`;
  const perSecond = (ms: number): string => Math.round((rows / ms) * 1000).toLocaleString("en");
  console.log(
    [
      `${kind.dataset}: ${rows} rows`,
      `process ${each(times.process)}, thread to thread ${each(times.clone)}, insert ${each(times.append)} (${perSecond(times.process + times.clone + times.append)} a second on one core; the two threads: ${perSecond(times.process + times.clone / 2)} and ${perSecond(times.append + times.clone / 2)})`,
      `bare insert ${each(times.bare)} (${perSecond(times.bare)} a second): ratio of the insert ${(times.append / times.bare).toFixed(2)}`,
      `${Math.round(bytes / rows)} bytes a row, bare ${Math.round(bareBytes / rows)}: ratio ${(bytes / bareBytes).toFixed(2)}`,
    ].join("\n  "),
  );
}

function bareParameters(row: ProcessedRow, dataset: DatasetName): SQLInputValue[] {
  const cells = columnsOf(dataset).map(([, kind], index): SQLInputValue => {
    const cell = row.cells[index] ?? null;
    return typeof cell === "string" && kind.startsWith("hex") ? Buffer.from(cell, "hex") : cell;
  });
  return [row.seq, row.position, row.projectId, row.keyId, row.receivedAt, row.timestamp, ...cells];
}

for (const kind of kinds) {
  const folder = mkdtempSync(path.join(tmpdir(), "vedette-bench-"));
  try {
    await run(kind, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
