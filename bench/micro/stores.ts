/**
 * CPU of the stores per event of 5 KB, in the order of a commit: bodies, duplicates, issues, rows, outcomes, position. Beside it, in
 * the same process, the same rows inserted into one bare table, and the ratio.
 *
 *   node --conditions=@vedette/source bench/micro/stores.ts [events]
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { zstdCompressSync } from "node:zlib";
import { openBlobWriter } from "../../server/src/stores/blobs/files/adapter.ts";
import type { BlobWriter, BodyRef } from "../../server/src/stores/blobs/port.ts";
import { migrateState, openStateWriter } from "../../server/src/stores/state/sqlite/adapter.ts";
import type { StateWriter } from "../../server/src/stores/state/port.ts";
import type { AssignRequest } from "../../server/src/stores/state/port/ingest.ts";
import type { EventRow, TelemetryWriter } from "../../server/src/stores/telemetry/port.ts";
import { openTelemetryWriter } from "../../server/src/stores/telemetry/sqlite/adapter.ts";

const total = Number(process.argv[2] ?? 20_000);
const start = Date.now();
const cpu = new Map<string, number>();

interface Sample {
  readonly event: Omit<EventRow, "issueId" | "body">;
  readonly hash: string;
  readonly body: Buffer;
}

/** 80 % of events fall on 20 issues, the others each make a new one. */
function sample(n: number): Sample {
  const isHot = n % 5 !== 0;
  const hash = (isHot ? `hot${n % 20}` : `cold${n}`).padEnd(32, "0");
  const user = `id:${n % 1000}`;
  const title = `${hash.slice(0, 8)}Error: x${n} is undefined`;
  const tags = {
    browser: `Firefox ${n % 9}`,
    "browser.name": "Firefox",
    environment: isHot ? "production" : "staging",
    handled: "no",
    level: "error",
    mechanism: "onunhandledrejection",
    "os.name": "Linux",
    region: `r${n % 5}`,
    release: `web@1.${n % 7}.0`,
    "runtime.name": "node",
    server_name: `web-${n % 4}`,
    user,
  };
  const event = {
    projectId: 1,
    eventId: n.toString(16).padStart(8, "0").repeat(4),
    timestamp: start + n / 10,
    seq: n,
    receivedAt: start + n / 10,
    keyId: 1,
    type: "error",
    level: "error",
    platform: "node",
    title,
    culprit: "compute(src/mod1/file1)",
    location: "src/mod1/file1.ts",
    metadata: { type: `${hash.slice(0, 8)}Error`, value: `x${n} is undefined`, filename: "src/mod1/file1.ts", function: "compute" },
    message: "",
    logger: null,
    environment: tags.environment,
    release: tags.release,
    dist: null,
    transaction: "GET /items",
    handled: false,
    traceId: null,
    spanId: null,
    sdk: "sentry.javascript.node",
    user: { tag: user, id: String(n % 1000), email: null, username: null, ip: null },
    tags: Object.entries(tags),
    bodyBytes: 5000,
    primaryHash: "a".repeat(32),
  } as const;
  const frames = Array.from({ length: 12 }, (_, index) => ({
    filename: `src/mod${index}/file${index}.ts`,
    lineno: index * n,
    context_line: `return compute(${index}, other.value[${n}]);`,
    pre_context: ["const a = 1;", `// ${index}`],
    post_context: ["}", ""],
    vars: { index, n },
  }));
  return {
    event,
    hash,
    body: Buffer.from(JSON.stringify({ title, tags, frames, breadcrumbs: frames.map((frame) => ({ message: frame.context_line, category: "http" })) })),
  };
}

async function measured<T>(name: string, work: () => Promise<T> | T): Promise<T> {
  const before = process.cpuUsage();
  const result = await work();
  const used = process.cpuUsage(before);
  cpu.set(name, (cpu.get(name) ?? 0) + used.user + used.system);
  return result;
}

function requests(batch: readonly Sample[]): AssignRequest[] {
  return [...Map.groupBy(batch, ({ hash }) => hash)].map(([hash, samples]) => {
    const events = samples.map(({ event }) => event);
    const latest = events.at(-1) ?? sample(0).event;
    return {
      projectId: 1,
      hashes: [hash, `${hash.slice(0, 31)}1`],
      count: events.length,
      firstSeen: events[0]?.timestamp ?? start,
      lastSeen: latest.timestamp,
      users: [...new Set(events.map(({ user }) => user?.tag ?? ""))],
      environments: [...new Set(events.map(({ environment }) => environment ?? ""))],
      releases: [...new Set(events.map(({ release }) => release ?? ""))],
      anyUnhandled: true,
      latest,
    };
  });
}

async function commit(
  batch: readonly Sample[],
  stores: { readonly state: StateWriter; readonly telemetry: TelemetryWriter; readonly blobs: BlobWriter },
): Promise<void> {
  const blocks = Array.from({ length: Math.ceil(batch.length / 64) }, (_, index) => batch.slice(index * 64, index * 64 + 64)).map((part) => ({
    compressed: zstdCompressSync(Buffer.concat(part.map(({ body }) => body))),
    lengths: part.map(({ body }) => body.byteLength),
  }));
  const groups = requests(batch);
  const references: readonly BodyRef[] = (await measured("blobs", () => stores.blobs.appendBodies(Math.floor(start / 86_400_000), blocks))).flat();
  await measured("duplicates", () => stores.telemetry.storedSeq(batch.map(({ event }) => event)));
  await stores.state.ingest(async (transaction) => {
    const assigned = await measured("issues", () => transaction.assignIssues(groups));
    const issueOf = new Map(groups.map((group, index) => [group.hashes[0], assigned[index]?.issueId ?? 0]));
    const events = batch.map(({ event, hash }, index) => ({
      ...event,
      issueId: issueOf.get(hash) ?? 0,
      body: references[index] ?? { day: 0, segment: 0, ordinal: 0 },
    }));
    await measured("rows", () => stores.telemetry.append({ events, attachments: [], rows: [], outcomes: [] }));
    await measured("outcomes", async () => {
      await transaction.addOutcomes([{ projectId: 1, keyId: 1, hour: 0, category: "error", outcome: "accepted", reason: null, quantity: batch.length }]);
      await transaction.setLogPosition(batch.at(-1)?.event.seq ?? 0);
    });
  });
}

async function run(folder: string, batchSize: number): Promise<void> {
  cpu.clear();
  await migrateState(path.join(folder, "state.db"));
  const state = await openStateWriter(path.join(folder, "state.db"));
  const telemetry = await openTelemetryWriter(path.join(folder, "telemetry"));
  const blobs = await openBlobWriter(path.join(folder, "blobs"));
  await state.createOrganization({ slug: "bench", name: "Bench" });
  await state.createProject({ organizationId: 1, slug: "bench", name: "Bench", platform: null });
  const bare = new DatabaseSync(path.join(folder, "bare.db"));
  bare.exec("pragma journal_mode = wal; pragma synchronous = full; create table events (id integer primary key, json text)");
  const insert = bare.prepare("insert into events (json) values (?)");
  const startedAt = performance.now();
  for (let n = 1; n <= total; n += batchSize) {
    const batch = Array.from({ length: batchSize }, (_, index) => sample(n + index));
    const json = batch.map(({ event }) => JSON.stringify(event));
    await measured("bare", () => {
      bare.exec("begin");
      for (const row of json) insert.run(row);
      bare.exec("commit");
    });
    await commit(batch, { state, telemetry, blobs });
  }
  const seconds = (performance.now() - startedAt) / 1000;
  await Promise.all([state.close(), telemetry.close(), blobs.close()]);
  bare.close();
  report(batchSize, seconds, statSync(path.join(folder, "state.db")).size);
}

function report(batchSize: number, seconds: number, stateBytes: number): void {
  const perEvent = new Map([...cpu].map(([name, microseconds]) => [name, microseconds / total]));
  const bare = perEvent.get("bare") ?? 0;
  perEvent.delete("bare");
  const sum = [...perEvent.values()].reduce((a, b) => a + b, 0);
  const parts = [...perEvent].map(([name, value]) => `${name} ${value.toFixed(1)}`).join(", ");
  console.log(
    `batches of ${batchSize}: ${sum.toFixed(1)} µs CPU per event (${parts}); bare insert ${bare.toFixed(1)} µs, ratio ${(sum / bare).toFixed(1)}; ${(total / seconds).toFixed(0)} events/s; state ${(stateBytes / total).toFixed(0)} B per event`,
  );
}

for (const batchSize of [64, 256]) {
  const folder = mkdtempSync(path.join(tmpdir(), "vedette-bench-"));
  try {
    await run(folder, batchSize);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
