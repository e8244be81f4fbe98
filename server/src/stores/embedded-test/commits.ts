import { zstdCompressSync } from "node:zlib";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { openBlobReader, openBlobWriter } from "../blobs/files/adapter.ts";
import { migrateState, openStateReader, openStateWriter } from "../state/sqlite/adapter.ts";
import { request, seed } from "../state/suite-data.ts";
import { openTelemetryReader, openTelemetryWriter } from "../telemetry/sqlite/adapter.ts";
import { event, firstDay, user } from "../telemetry/suite-data.ts";

/** The three embedded stores in one folder, and commits as the pipeline makes them. */

const batchSize = 20;
export const issues = 4;

export function bodyOf(seq: number): string {
  return `body of event ${seq} `.repeat(20);
}

export async function openWriters(folder: string) {
  mkdirSync(folder, { recursive: true });
  const isNew = (await migrateState(path.join(folder, "state.db"))).applied.length > 0;
  const state = await openStateWriter(path.join(folder, "state.db"));
  if (isNew) await seed(state);
  const telemetry = await openTelemetryWriter(path.join(folder, "telemetry"));
  const blobs = await openBlobWriter(path.join(folder, "blobs"), { segmentBytes: 64 * 1024 });
  return { state, telemetry, blobs, close: () => Promise.all([state.close(), telemetry.close(), blobs.close()]) };
}

export async function openReaders(folder: string) {
  const state = await openStateReader(path.join(folder, "state.db"));
  const telemetry = await openTelemetryReader(path.join(folder, "telemetry"));
  const blobs = await openBlobReader(path.join(folder, "blobs"));
  return { state, telemetry, blobs, close: () => Promise.all([state.close(), telemetry.close(), blobs.close()]) };
}

/** One batch: bodies, issues, rows, position. Returns its last seq. */
export async function commitNext({ state, telemetry, blobs }: Awaited<ReturnType<typeof openWriters>>): Promise<number> {
  const position = await state.ingest((transaction) => transaction.logPosition());
  const seqs = Array.from({ length: batchSize }, (_, index) => position + 1 + index);
  const bodies = seqs.map((seq) => Buffer.from(bodyOf(seq)));
  const [refs = []] = await blobs.appendBodies(firstDay, [
    { compressed: zstdCompressSync(Buffer.concat(bodies)), lengths: bodies.map((bytes) => bytes.byteLength) },
  ]);
  await state.ingest(async (transaction) => {
    const groups = Array.from({ length: issues }, (_, issue) => request([`hash ${issue}`], { count: batchSize / issues, users: [`id:${position % 7}`] }));
    const assigned = await transaction.assignIssues(groups);
    const events = seqs.map((seq, index) =>
      event(seq, {
        issueId: assigned[index % issues]?.issueId ?? 0,
        timestamp: event(0).timestamp + seq,
        user: user(position % 7),
        tags: [["parity", seq % 2 === 0 ? "even" : "odd"]],
        body: refs[index] ?? { day: 0, segment: 0, ordinal: 0 },
      }),
    );
    await telemetry.append({ events, attachments: [], rows: [], outcomes: [] });
    await transaction.setLogPosition(position + batchSize);
  });
  return position + batchSize;
}
