/**
 * CPU and time of the writer for a load of events that bring one to three files of 20 KB along, beside the same events without any.
 * Time counts, too, as nowhere else: what files cost is waiting for the disk.
 *
 *   node --conditions=@vedette/source bench/micro/attachments.ts [events]
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { LogRecord } from "../../server/src/log/port.ts";
import { createCommitter } from "../../server/src/pipeline/commit-batch.ts";
import { processBatch } from "../../server/src/pipeline/process-batch.ts";
import { openBlobWriter } from "../../server/src/stores/blobs/files/adapter.ts";
import { migrateState, openStateWriter } from "../../server/src/stores/state/sqlite/adapter.ts";
import { openTelemetryWriter } from "../../server/src/stores/telemetry/sqlite/adapter.ts";

const total = Number(process.argv[2] ?? 2000);
const batchSize = 64;
const start = Date.now();
const frames = Array.from({ length: 10 }, (_, i) => ({ filename: `src/file${i}.ts`, function: `fn${i}`, lineno: i, in_app: true }));

/** A third of the files is text, a third is an image: no codec makes it smaller. */
function file(n: number): Buffer {
  return n % 3 === 0
    ? randomBytes(20_000)
    : Buffer.from(Array.from({ length: 400 }, (_, line) => `2026-01-01T00:00:${line % 60} INFO cart ${n} step ${line}`).join("\n"));
}

function record(n: number, files: number): LogRecord {
  const eventId = n.toString(16).padStart(32, "0");
  const exception = { values: [{ type: `Error${n % 20}`, value: `cart ${n} failed`, stacktrace: { frames } }] };
  const parts: (string | Buffer)[] = [
    `{"event_id":"${eventId}"}\n{"type":"event"}\n${JSON.stringify({ platform: "node", timestamp: start / 1000, exception })}\n`,
  ];
  for (let i = 0; i < files; i++) {
    const bytes = file(n + i);
    parts.push(`{"type":"attachment","length":${bytes.length},"filename":"file${i}.bin"}\n`, bytes, "\n");
  }
  const meta = {
    endpoint: "envelope",
    projectId: 1,
    keyId: 1,
    receivedAt: start,
    eventId,
    clientIp: null,
    userAgent: null,
    origin: null,
    authClient: null,
  } as const;
  return { seq: n, meta, body: Buffer.concat(parts.map((part) => Buffer.from(part))) };
}

async function measure(filesOf: (n: number) => number): Promise<{ readonly process: number; readonly cpu: number; readonly wall: number }> {
  const folder = mkdtempSync(path.join(process.env["BENCH_FOLDER"] ?? tmpdir(), "vedette-attachments-"));
  await migrateState(path.join(folder, "state.db"));
  const state = await openStateWriter(path.join(folder, "state.db"));
  const telemetry = await openTelemetryWriter(path.join(folder, "telemetry"));
  const blobs = await openBlobWriter(path.join(folder, "blobs"));
  await state.createOrganization({ slug: "acme", name: "Acme" });
  await state.createProject({ organizationId: 1, slug: "web", name: "Web", platform: "node" });
  const committer = createCommitter({ state, telemetry, blobs, clock: { now: () => start } });
  const spent = { process: 0, cpu: 0, wall: 0 };
  const micros = ({ user, system }: NodeJS.CpuUsage): number => user + system;
  for (let first = 1; first <= total; first += batchSize) {
    const records = Array.from({ length: batchSize }, (_, i) => record(first + i, filesOf(first + i)));
    const beforeProcessing = process.cpuUsage();
    const batch = processBatch({ firstSeq: first, lastSeq: first + batchSize - 1 }, records);
    const before = process.cpuUsage();
    spent.process += micros(before) - micros(beforeProcessing);
    const at = performance.now();
    await committer.commit(batch);
    spent.wall += (performance.now() - at) * 1000;
    spent.cpu += micros(process.cpuUsage(before));
  }
  await Promise.all([state.close(), telemetry.close(), blobs.close()]);
  rmSync(folder, { recursive: true });
  const events = Math.ceil(total / batchSize) * batchSize;
  return { process: spent.process / events, cpu: spent.cpu / events, wall: spent.wall / events };
}

await measure((n) => n % 4);
for (let round = 0; round < 3; round++) {
  const [bare, mixed] = [await measure(() => 0), await measure((n) => 1 + (n % 3))];
  for (const [name, { process: processing, cpu, wall }] of Object.entries({ "without files": bare, "1 to 3 files": mixed }))
    console.log(
      `${name.padEnd(14)} process ${processing.toFixed(0)} µs of CPU, commit ${cpu.toFixed(0)} µs of CPU and ${wall.toFixed(0)} µs of time per event`,
    );
  console.log(`a commit takes ${(mixed.wall / bare.wall).toFixed(1)} times as long with files`);
}
