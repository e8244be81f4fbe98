import type { TimeRange } from "../query/model.ts";
import { column, everything } from "../query/table-query.ts";
import type { ColumnMatch, TelemetryReader } from "../stores/telemetry/port.ts";
import { activityOf, assembleReplay, durationOf, inOrder, type RecordingRow, type Replay, type SegmentRow } from "./replay.ts";
import type { ReplayTest } from "./replay-search.ts";

/** Segments that one list looks through, newest first; a replay has about twelve of them a minute. */
const mostSegments = 50_000;
/** More than a replay of an hour has. */
const mostOfOne = 5000;
const idsAtOnce = 200;
const mostReplays = 1_000_000;

export interface ReplayListRequest {
  readonly projectIds: readonly number[];
  readonly range: TimeRange;
  readonly environments: readonly string[];
  readonly test: ReplayTest;
  readonly sort: ReplaySort;
  readonly offset: number;
  readonly limit: number;
}

const sorts = {
  started_at: ({ startedAt }) => startedAt,
  finished_at: ({ finishedAt }) => finishedAt,
  duration: durationOf,
  activity: activityOf,
  count_errors: ({ errorIds }) => errorIds.length,
  count_segments: ({ segments }) => segments,
  count_urls: ({ urls }) => urls.length,
  count_dead_clicks: ({ deadClicks }) => deadClicks,
  count_rage_clicks: ({ rageClicks }) => rageClicks,
} as const satisfies Readonly<Record<string, (replay: Replay) => number>>;

export interface ReplaySort {
  readonly by: keyof typeof sorts;
  readonly descending: boolean;
}

/** `-started_at`, as clients write it; undefined for what cannot be sorted by. */
export function parseReplaySort(text: string): ReplaySort | undefined {
  const descending = text.startsWith("-");
  const name = descending ? text.slice(1) : text;
  return isSort(name) ? { by: name, descending } : undefined;
}

function isSort(name: string): name is ReplaySort["by"] {
  return Object.hasOwn(sorts, name);
}

/** One more than `limit` when there is a next page. */
export async function listReplays(telemetry: TelemetryReader, request: ReplayListRequest): Promise<readonly Replay[]> {
  const { projectIds, range, environments, test, sort, offset, limit } = request;
  const where: ColumnMatch = environments.length === 0 ? {} : { environment: environments };
  const segments = await telemetry.rows({ dataset: "replaySegments", projectIds, range, where, limit: mostSegments });
  const groups = [...Map.groupBy(segments, ({ projectId, replayId }) => `${projectId}:${replayId}`).values()];
  const recordings = await recordingsOf(telemetry, groups);
  const replays = groups.flatMap((rows) => assembleReplay(rows, recordings.get(rows[0]?.replayId ?? "") ?? []) ?? []).filter(test);
  const value = sorts[sort.by];
  const direction = sort.descending ? -1 : 1;
  replays.sort((a, b) => direction * (value(a) - value(b)) || (a.id < b.id ? -1 : 1));
  return replays.slice(offset, offset + limit + 1);
}

/** The ids of all replays that pass, up to `most`, whenever they were. */
export async function matchingReplays(
  telemetry: TelemetryReader,
  { projectIds, range, test, most }: { readonly projectIds: readonly number[]; readonly range: TimeRange; readonly test: ReplayTest; readonly most: number },
): Promise<readonly string[]> {
  const ids = await telemetry.aggregate({
    table: "replaySegments",
    projectIds,
    range,
    where: everything,
    groupBy: [column("replayId")],
    aggregates: [],
    maxGroups: mostReplays,
  });
  const all = ids.groups.flatMap(({ key: [id] }) => (typeof id === "string" ? [id] : []));
  const found: string[] = [];
  for (let at = 0; at < all.length && found.length <= most; at += idsAtOnce) {
    const segments = await telemetry.rows({ dataset: "replaySegments", projectIds, where: { replayId: all.slice(at, at + idsAtOnce) }, limit: mostSegments });
    const groups = [...Map.groupBy(segments, ({ replayId }) => replayId).values()];
    const recordings = await recordingsOf(telemetry, groups);
    for (const rows of groups) {
      const replay = assembleReplay(rows, recordings.get(rows[0]?.replayId ?? "") ?? []);
      if (replay !== undefined && test(replay)) found.push(replay.id);
    }
  }
  return found;
}

async function recordingsOf(telemetry: TelemetryReader, groups: readonly (readonly SegmentRow[])[]): Promise<ReadonlyMap<string, readonly RecordingRow[]>> {
  const found: RecordingRow[] = [];
  const heads = groups.flatMap(([head]) => head ?? []);
  for (let at = 0; at < heads.length; at += idsAtOnce) {
    const some = heads.slice(at, at + idsAtOnce);
    const where = { replayId: some.map(({ replayId }) => replayId), kind: "rrweb" };
    const projectIds = [...new Set(some.map(({ projectId }) => projectId))];
    found.push(...(await telemetry.rows({ dataset: "replayRecordings", projectIds, where, limit: mostSegments })));
  }
  return Map.groupBy(found, ({ replayId }) => replayId);
}

/** One replay, whenever it was. */
export async function findReplay(telemetry: TelemetryReader, projectIds: readonly number[], replayId: string): Promise<Replay | undefined> {
  const query = { projectIds, where: { replayId }, limit: mostOfOne };
  const [segments, recordings] = await Promise.all([
    telemetry.rows({ dataset: "replaySegments", ...query }),
    telemetry.rows({ dataset: "replayRecordings", ...query }),
  ]);
  // An id is random: it is in one project, or somebody repeats it on purpose.
  const projectId = segments[0]?.projectId;
  return assembleReplay(
    segments.filter((row) => row.projectId === projectId),
    recordings,
  );
}

/** The recordings of a replay's segments in their order, of one kind: `rrweb` or `video`. */
export async function recordingsInOrder(
  telemetry: TelemetryReader,
  projectId: number,
  replayId: string,
  kind: "rrweb" | "video",
): Promise<readonly RecordingRow[]> {
  const rows = await telemetry.rows({ dataset: "replayRecordings", projectIds: [projectId], where: { replayId, kind }, limit: mostOfOne });
  return inOrder(rows);
}
