import { segmentEnvelope } from "../items/span/stored-segment.ts";
import { ownKey, type LogStats, type RecordMeta } from "../log/port.ts";
import type { OpenSegment } from "../pipeline/batch.ts";
import type { Clock } from "../platform/clock.ts";
import type { SegmentReads, SegmentWrites, WaitingSegment } from "../stores/state/port/segments.ts";
import type { TelemetryReader } from "../stores/telemetry/port.ts";

/** Without news of it for so long, a segment is looked at. SDKs send what they have every five seconds. */
const settleMs = 10_000;
/** The segment itself ends last, and may come long after the spans in it. */
const againMs = 60_000;
const patienceMs = 30 * 60_000;
const longestMs = 24 * 3_600_000;
const mostOpen = 10_000;
const perTurn = 10;
const mostSpans = 2000;
/** While so much waits in the log, what was sent goes first. */
const maxLagMs = 5_000;

interface Deps {
  readonly clock: Clock;
  readonly log: { readonly stats: () => LogStats; readonly append: (meta: RecordMeta, body: Uint8Array) => Promise<number> };
  readonly telemetry: Pick<TelemetryReader, "rows">;
  readonly state: SegmentReads;
  readonly writer: SegmentWrites;
}

export interface SegmentClock {
  /** Segments of which a part was stored. */
  note(segments: readonly OpenSegment[]): void;
  /** To be called every second or so; does nothing while it is still busy. */
  tick(): Promise<void>;
}

interface Waiting extends WaitingSegment {
  dueAt: number;
}

/**
 * Has segments looked at whose spans came in several containers, when all are there: they are read again and go through the log to
 * where containers are looked at. A restart goes on with those that the state has; more than ten thousand at once are not waited for.
 */
export async function startSegmentClock({ clock, log, telemetry, state, writer }: Deps): Promise<SegmentClock> {
  const known = await state.openSegments(mostOpen);
  const waiting = new Map<string, Waiting>(known.map((segment) => [nameOf(segment), { ...segment, dueAt: segment.lastAt + settleMs }]));
  let busy = false;
  return {
    note(segments) {
      const now = clock.now();
      for (const segment of segments) {
        const key = nameOf(segment);
        const known = waiting.get(key);
        if (known === undefined && waiting.size >= mostOpen) continue;
        const [from, to] = [Math.min(segment.from, known?.from ?? segment.from), Math.max(segment.to, known?.to ?? segment.to)];
        waiting.set(key, { ...segment, from, to, lastAt: now, dueAt: now + settleMs });
      }
    },
    async tick() {
      if (busy) return;
      busy = true;
      try {
        await turn(clock.now());
      } finally {
        busy = false;
      }
    },
  };

  async function turn(now: number): Promise<void> {
    if (now - (log.stats().oldestPendingAt ?? now) > maxLagMs) return;
    const due = [...waiting].filter(([, { dueAt }]) => dueAt <= now).slice(0, perTurn);
    const done: Waiting[] = [];
    for (const [key, segment] of due) {
      const rows = await spansOf(segment);
      // More may have been noted of it meanwhile.
      if (waiting.get(key) !== segment) continue;
      if (!rows.some(({ isSegment }) => isSegment) && now - segment.lastAt < patienceMs) {
        segment.dueAt = now + againMs;
        continue;
      }
      waiting.delete(key);
      // What came together was looked at together.
      if (rows.some(({ isSegment }) => isSegment) && rows.some(({ seq }) => seq !== rows[0]?.seq))
        await log.append(metaOf(segment.projectId, now), segmentEnvelope(rows));
      done.push(segment);
    }
    // After a crash before this they are looked at once more: what is found in a segment is the same event as before.
    if (done.length > 0) await writer.forgetSegments(done, now - 2 * patienceMs);
  }

  async function spansOf({ projectId, traceId, segmentId, from, to }: OpenSegment): ReturnType<typeof telemetry.rows<"spans">> {
    const rows = await telemetry.rows({
      dataset: "spans",
      projectIds: [projectId],
      range: { from: from - longestMs, to: to + longestMs },
      where: segmentId === null ? { traceId } : { traceId, segmentId },
      order: "oldest",
      limit: mostSpans,
    });
    // Those of transactions were looked at with them.
    return rows.filter(({ eventId }) => eventId === null);
  }
}

function nameOf({ projectId, traceId, segmentId }: OpenSegment): string {
  return `${projectId}:${traceId}:${segmentId ?? ""}`;
}

function metaOf(projectId: number, receivedAt: number): RecordMeta {
  const nobody = { eventId: null, clientIp: null, userAgent: null, origin: null, authClient: "vedette.segments" };
  return { endpoint: "envelope", projectId, keyId: ownKey, receivedAt, ...nobody };
}
