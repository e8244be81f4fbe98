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

/** Undefined when retention took it. */
export async function readBody(blobs: BlobReader, row: ProfileRow | ChunkRow): Promise<JsonObject | undefined> {
  const bytes = await blobs.body(row.body);
  const decoded = bytes === undefined ? undefined : decodeJson(bytes);
  return decoded !== undefined && "value" in decoded && isObject(decoded.value) ? decoded.value : undefined;
}
