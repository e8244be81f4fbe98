import { sql } from "kysely";
import type { Database } from "../../sqlite/database.ts";
import type { SegmentReads, SegmentWrites, WaitingSegment } from "../port/segments.ts";
import { Prepared, slot, type StateDb } from "./kysely.ts";
import type { Write } from "./transactions.ts";

export function segmentReads(db: StateDb): SegmentReads {
  return {
    async openSegments(limit) {
      const rows = await db.selectFrom("open_segments").selectAll().orderBy("last_at", "desc").limit(limit).execute();
      return rows.map(({ project_id: projectId, trace_id: traceId, segment_id: segmentId, first_at: from, last_span_at: to, last_at: lastAt }) => ({
        projectId,
        traceId,
        segmentId: segmentId === "" ? null : segmentId,
        from,
        to,
        lastAt,
      }));
    },
  };
}

export function segmentWrites(db: StateDb, write: Write): SegmentWrites {
  return {
    forgetSegments: (segments, before) =>
      write(async () => {
        for (const { projectId, traceId, segmentId, lastAt } of segments)
          await db
            .deleteFrom("open_segments")
            .where("project_id", "=", projectId)
            .where("trace_id", "=", traceId)
            .where("segment_id", "=", segmentId ?? "")
            .where("last_at", "<=", lastAt)
            .execute();
        await db.deleteFrom("open_segments").where("last_at", "<", before).execute();
      }),
  };
}

/** For the ingest transaction. */
export function noteSegment(database: Database, db: StateDb): (segment: WaitingSegment) => void {
  const statement = new Prepared(
    database,
    db
      .insertInto("open_segments")
      .values({
        project_id: slot<number>("project"),
        trace_id: slot<string>("trace"),
        segment_id: slot<string>("segment"),
        first_at: slot<number>("from"),
        last_span_at: slot<number>("to"),
        last_at: slot<number>("at"),
      })
      .onConflict((conflict) =>
        conflict.columns(["project_id", "trace_id", "segment_id"]).doUpdateSet({
          first_at: sql<number>`min(open_segments.first_at, excluded.first_at)`,
          last_span_at: sql<number>`max(open_segments.last_span_at, excluded.last_span_at)`,
          last_at: sql<number>`max(open_segments.last_at, excluded.last_at)`,
        }),
      ),
    () => undefined,
  );
  return ({ projectId, traceId, segmentId, from, to, lastAt }) => {
    statement.run({ project: projectId, trace: traceId, segment: segmentId ?? "", from, to, at: lastAt });
  };
}
