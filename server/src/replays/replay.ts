import type { Attributes, AttributeValue, DatasetRow } from "../stores/telemetry/datasets.ts";

export type SegmentRow = DatasetRow<"replaySegments">;
export type RecordingRow = DatasetRow<"replayRecordings">;

/** A replay as it is put together from its segments. Times are epoch milliseconds. */
export interface Replay {
  readonly id: string;
  readonly projectId: number;
  readonly type: string;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly urls: readonly string[];
  readonly errorIds: readonly string[];
  readonly traceIds: readonly string[];
  readonly segmentNames: readonly string[];
  readonly segments: number;
  readonly platform: string;
  readonly environment: string | null;
  readonly releases: readonly string[];
  readonly dist: string | null;
  readonly userTag: string | null;
  /** Flat: `user.email`, `os.name`, `browser.version`, … */
  readonly facts: Readonly<Record<string, string>>;
  readonly tags: readonly (readonly [key: string, value: string])[];
  readonly clicks: number;
  readonly deadClicks: number;
  readonly rageClicks: number;
}

/**
 * Segments come late, twice, out of order and on either side of midnight: of each number the first that arrived counts, and
 * they are read in the order of their numbers.
 */
export function inOrder<Row extends { readonly segmentId: number; readonly seq: number }>(rows: readonly Row[]): readonly Row[] {
  const first = new Map<number, Row>();
  for (const row of rows) {
    const known = first.get(row.segmentId);
    if (known === undefined || row.seq < known.seq) first.set(row.segmentId, row);
  }
  return [...first.values()].sort((a, b) => a.segmentId - b.segmentId);
}

/** Undefined for no segments. `recordings` may be of other replays, too. */
export function assembleReplay(rows: readonly SegmentRow[], recordings: readonly RecordingRow[]): Replay | undefined {
  const segments = inOrder(rows);
  const [head] = segments;
  const last = segments.at(-1);
  if (head === undefined || last === undefined) return undefined;
  const seen = inOrder(recordings.filter(({ kind, replayId, projectId }) => kind === "rrweb" && replayId === head.replayId && projectId === head.projectId));
  const sum = (column: "clicks" | "deadClicks" | "rageClicks"): number => seen.reduce((total, row) => total + row[column], 0);
  return {
    id: head.replayId,
    projectId: head.projectId,
    type: head.replayType,
    startedAt: Math.min(...segments.map((row) => row.startedAt ?? row.timestamp)),
    finishedAt: Math.max(...segments.map((row) => row.timestamp)),
    urls: segments.flatMap((row) => texts(row.facts["urls"])),
    errorIds: distinct(segments.flatMap((row) => texts(row.facts["errorIds"]))),
    traceIds: distinct(segments.flatMap((row) => texts(row.facts["traceIds"]))),
    segmentNames: distinct(segments.flatMap((row) => texts(row.facts["segmentNames"]))),
    segments: segments.length,
    platform: head.platform,
    environment: last.environment,
    releases: distinct(segments.flatMap((row) => row.release ?? [])),
    dist: last.dist,
    userTag: segments.findLast((row) => row.userTag !== null)?.userTag ?? null,
    facts: Object.assign({}, ...segments.map((row) => textFacts(row.facts))),
    tags: tagsOf(segments),
    clicks: sum("clicks"),
    deadClicks: sum("deadClicks"),
    rageClicks: sum("rageClicks"),
  };
}

/** Sentry's score, from 0 to 10. */
export function activityOf({ errorIds, urls }: Replay): number {
  return Math.min(Math.floor((errorIds.length * 25 + urls.length * 5) / 10), 10);
}

export const durationOf = ({ startedAt, finishedAt }: Replay): number => Math.round((finishedAt - startedAt) / 1000);

function textFacts(facts: Attributes): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(facts).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

function tagsOf(segments: readonly SegmentRow[]): Replay["tags"] {
  const tags = new Map<string, string>();
  for (const { facts } of segments)
    for (const pair of list(facts["tags"])) {
      const [key, value] = texts(pair);
      if (key !== undefined && value !== undefined) tags.set(key, value);
    }
  return [...tags];
}

function list(value: AttributeValue | undefined): readonly AttributeValue[] {
  return typeof value === "object" && value !== null ? value : [];
}

function texts(value: AttributeValue | undefined): readonly string[] {
  return list(value).filter((entry) => typeof entry === "string");
}

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];
