import type { MoveWriter } from "../port/moves.ts";
import { finishMove, nextMove } from "./issue-moves.ts";
import type { StateDb } from "./kysely.ts";
import { mergeIssues } from "./merge-issues.ts";
import { regroup, undoRegroup } from "./regroups.ts";
import { splitIssue } from "./split-issue.ts";
import type { Write } from "./transactions.ts";

/**
 * Issues are rows here, their events rows of telemetry, and the two cannot commit together. So what is to happen to the
 * events is written down with the change, and carried out by the one writer right after it, or after the crash.
 */
export function issueMoveWrites(db: StateDb, write: Write) {
  return {
    mergeIssues: (input) => write(() => mergeIssues(db, input)),
    splitIssue: (input) => write(() => splitIssue(db, input)),
    regroup: (plan) => write(() => regroup(db, plan)),
    undoRegroup: (input) => write(() => undoRegroup(db, input)),
    async carryOutMoves(steps) {
      for (let count = 0; ; count++) {
        const next = await nextMove(db);
        if (next === undefined) return count;
        await steps.moveRows(next.move);
        await write(async () => finishMove(db, next, await steps.factsAfter(next.move)));
        await steps.settle(next.move);
      }
    },
  } satisfies MoveWriter;
}
