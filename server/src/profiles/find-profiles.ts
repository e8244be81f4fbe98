import { decodeJson } from "../processing/json/decode.ts";
import { isObject, type JsonObject } from "../processing/json/json.ts";
import type { TimeRange } from "../query/model.ts";
import type { BlobReader } from "../stores/blobs/port.ts";
import type { DatasetRow } from "../stores/telemetry/datasets.ts";
import type { ColumnMatch, TelemetryReader } from "../stores/telemetry/port.ts";

export type ProfileRow = DatasetRow<"profiles">;
export type ChunkRow = DatasetRow<"profileChunks">;

const mostChunks = 200;

export async function findProfile(telemetry: TelemetryReader, projectIds: readonly number[], profileId: string): Promise<ProfileRow | undefined> {
  const [row] = await telemetry.rows({ dataset: "profiles", projectIds, where: { profileId }, limit: 1 });
  return row;
}

/** Newest first. */
export function findProfiles(
  telemetry: TelemetryReader,
  query: { readonly projectIds: readonly number[]; readonly range: TimeRange; readonly where: ColumnMatch; readonly limit: number },
): Promise<readonly ProfileRow[]> {
  return telemetry.rows({ dataset: "profiles", ...query });
}

/** The chunks of one profiler that have samples within the range, in their order; a chunk that came twice is taken once. */
export async function findChunks(
  telemetry: TelemetryReader,
  { projectIds, profilerId, range }: { readonly projectIds: readonly number[]; readonly profilerId: string; readonly range: TimeRange },
): Promise<readonly ChunkRow[]> {
  // A chunk that began up to a minute before reaches into the range.
  const wider = { from: range.from - 66_000, to: range.to };
  const rows = await telemetry.rows({ dataset: "profileChunks", projectIds, where: { profilerId }, range: wider, order: "oldest", limit: mostChunks });
  const seen = new Set<string>();
  return rows.filter(({ chunkId, endedAt }) => endedAt >= range.from && !seen.has(chunkId) && seen.add(chunkId));
}

export interface ProfileSummary {
  readonly kind: "transaction" | "continuous";
  readonly id: string;
  readonly projectId: number;
  readonly name: string;
  readonly platform: string;
  readonly environment: string | null;
  readonly release: string | null;
  readonly trace: string | null;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly samples: number;
}

interface NewestQuery {
  readonly projectIds: readonly number[];
  readonly environments: readonly string[];
  readonly range: TimeRange;
  readonly limit: number;
}

/** Of both kinds together, newest first; the chunks of one profiler are one. */
export async function newestProfiles(telemetry: TelemetryReader, { environments, limit, ...query }: NewestQuery): Promise<readonly ProfileSummary[]> {
  const where: ColumnMatch = environments.length === 0 ? {} : { environment: environments };
  const [profiles, chunks] = await Promise.all([
    telemetry.rows({ dataset: "profiles", ...query, where, limit }),
    telemetry.rows({ dataset: "profileChunks", ...query, where, limit: mostChunks }),
  ]);
  const ofTransactions = profiles.map((row): ProfileSummary => {
    const { profileId: id, projectId, transactionName: name, platform, environment, release, traceId: trace, timestamp, duration, samples } = row;
    return { kind: "transaction", id, projectId, name, platform, environment, release, trace, startedAt: timestamp, durationMs: duration, samples };
  });
  const byProfiler = Map.groupBy(chunks, ({ projectId, profilerId }) => `${projectId} ${profilerId}`);
  const ofProfilers = Array.from(byProfiler.values(), summaryOf).filter((summary) => summary !== undefined);
  return [...ofTransactions, ...ofProfilers].sort((a, b) => b.startedAt - a.startedAt).slice(0, limit);
}

function summaryOf(chunks: readonly ChunkRow[]): ProfileSummary | undefined {
  const [newest] = chunks;
  if (newest === undefined) return undefined;
  const { profilerId: id, projectId, platform, environment, release } = newest;
  const startedAt = Math.min(...chunks.map(({ timestamp }) => timestamp));
  const durationMs = Math.max(...chunks.map(({ endedAt }) => endedAt)) - startedAt;
  const samples = chunks.reduce((sum, chunk) => sum + chunk.samples, 0);
  return { kind: "continuous", id, projectId, name: "", platform, environment, release, trace: null, startedAt, durationMs, samples };
}

/** Undefined when retention took it. */
export async function readBody(blobs: BlobReader, row: ProfileRow | ChunkRow): Promise<JsonObject | undefined> {
  const bytes = await blobs.body(row.body);
  const decoded = bytes === undefined ? undefined : decodeJson(bytes);
  return decoded !== undefined && "value" in decoded && isObject(decoded.value) ? decoded.value : undefined;
}
