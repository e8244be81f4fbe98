import { sql } from "kysely";
import type { GroupSketch } from "../../../pipeline/batch.ts";
import type { Database } from "../../sqlite/database.ts";
import { number } from "../../sqlite/row.ts";
import type { StateReader } from "../port.ts";
import type { NearSketches } from "../port/issues.ts";
import type { StateDb } from "./kysely.ts";

/** Writes of the ingest transaction. */
export class Sketches {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The first sketch of a hash stays. */
  add(projectId: number, hash: string, { values, bands }: GroupSketch): void {
    const made = this.#database.get(
      "insert into sketches (project_id, hash, sketch) values (?, ?, ?) on conflict do nothing returning id",
      projectId,
      hash,
      Buffer.from(values, "hex"),
    );
    if (made === undefined) return;
    for (const band of bands) this.#database.run("insert or ignore into sketch_bands values (?, ?, ?)", projectId, band, number(made, "id"));
  }
}

export function sketchReads(db: StateDb) {
  return {
    async sketchesNear(projectId, issueId, limit): Promise<NearSketches> {
      const own = await db
        .selectFrom("issue_hashes")
        .innerJoin("sketches", (join) => join.onRef("sketches.project_id", "=", "issue_hashes.project_id").onRef("sketches.hash", "=", "issue_hashes.hash"))
        .select(["sketches.id", "sketches.sketch"])
        .where("issue_hashes.issue_id", "=", issueId)
        .where("issue_hashes.project_id", "=", projectId)
        .orderBy("issue_hashes.times_seen", "desc")
        .limit(ownSketches)
        .execute();
      if (own.length === 0) return { own: [], near: [] };
      const ids = JSON.stringify(own.map(({ id }) => id));
      const near = await sql<{ issue_id: number; sketch: Uint8Array }>`
        select issue_hashes.issue_id, sketches.sketch
        from (
          select distinct other.sketch_id from sketch_bands as mine
          join sketch_bands as other on other.project_id = mine.project_id and other.band = mine.band
          where mine.sketch_id in (select value from json_each(${ids})) limit ${limit}
        ) as close
        join sketches on sketches.id = close.sketch_id
        join issue_hashes on issue_hashes.project_id = sketches.project_id and issue_hashes.hash = sketches.hash
        where issue_hashes.issue_id <> ${issueId}`.execute(db);
      return {
        own: own.map(({ sketch }) => hex(sketch)),
        near: near.rows.map(({ issue_id, sketch }) => ({ issueId: issue_id, values: hex(sketch) })),
      };
    },
  } satisfies Partial<StateReader>;
}

/** An issue of many hashes is like others by those that most of its events have. */
const ownSketches = 20;

function hex(sketch: Uint8Array): string {
  return Buffer.from(sketch.buffer, sketch.byteOffset, sketch.byteLength).toString("hex");
}
