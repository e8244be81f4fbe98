import type { Database } from "../../sqlite/database.ts";
import { number } from "../../sqlite/row.ts";
import type { TagDelta } from "./rollup-delta.ts";

/** Distinct values kept per issue and tag key in a day's partition. Later new values count in `tag_residual`. */
export const distinctValues = 1000;
/** Values written without knowing how many there are, before the rows are counted. Spares most issues that query for good. */
const uncounted = 64;
const remembered = 20_000;

/** Knows how many more distinct values each issue and key may get, mostly without asking the database. */
export class ValueRoom {
  readonly #tags = new Map<string, { room: number; isCounted: boolean }>();

  /**
   * Whether all values of the delta may be written, new or not; if so, they count as new. When they may not, `left` says
   * how many new ones still may.
   */
  take(database: Database, delta: TagDelta): { readonly all: true } | { readonly all: false; readonly left: number } {
    const id = `${database.file}/${delta.projectId}/${delta.issueId}/${delta.key}`;
    let tag = this.#tags.get(id);
    if (tag === undefined) {
      if (this.#tags.size >= remembered) this.#tags.clear();
      this.#tags.set(id, (tag = { room: uncounted, isCounted: false }));
    }
    const wanted = delta.values.size;
    if (wanted > tag.room && (!tag.isCounted || tag.room > 0)) {
      tag.room = distinctValues - countValues(database, delta);
      tag.isCounted = true;
    }
    if (wanted > tag.room) {
      const left = Math.max(0, tag.room);
      tag.room = Math.max(0, left - wanted);
      return { all: false, left };
    }
    tag.room -= wanted;
    return { all: true };
  }
}

function countValues(database: Database, { projectId, issueId, key }: TagDelta): number {
  const row = database.get("select count(*) as n from tag_count where project_id = ? and issue_id = ? and key = ?", projectId, issueId, key);
  return row === undefined ? 0 : number(row, "n");
}
