import type { Regroup } from "../stores/state/model.ts";
import type { Turns } from "../platform/turns.ts";
import type { MoveSteps, MoveWriter, RegroupPlan } from "../stores/state/port/moves.ts";
import type { Refused } from "../stores/state/port/refused.ts";
import { reconcile } from "../stores/reconcile.ts";
import type { TelemetryWriter } from "../stores/telemetry/port.ts";

/** Changes of which issue an event belongs to. They resolve when the events have followed. */
export interface IssueMoves extends Pick<MoveWriter, "mergeIssues" | "splitIssue"> {
  regroup(plan: RegroupPlan): Promise<Regroup | Refused>;
  undoRegroup(input: Parameters<MoveWriter["undoRegroup"]>[0]): Promise<Regroup | undefined>;
  /** Carries out what was left over when the server stopped or a store refused. */
  resume(): Promise<number>;
}

interface MoveStores {
  readonly state: MoveWriter & Parameters<typeof reconcile>[0]["state"];
  readonly telemetry: Parameters<typeof reconcile>[0]["telemetry"] &
    Pick<TelemetryWriter, "moveIssue" | "moveEvents" | "movedBy" | "settleMoved" | "issueFacts">;
  /** Of whoever else takes rows out or counts them: a change and the rows that follow it are one turn. */
  readonly turns: Turns;
}

/** Lives where the stores are written. */
export function createIssueMoves({ state, telemetry, turns }: MoveStores): IssueMoves {
  const carryOut = (): Promise<number> => state.carryOutMoves(stepsIn(telemetry));
  const carriedOut = <T>(change: () => Promise<T>): Promise<T> =>
    turns.take(async () => {
      await reconcile({ state, telemetry });
      const result = await change();
      await carryOut();
      return result;
    });
  return {
    mergeIssues: (input) => carriedOut(() => state.mergeIssues(input)),
    splitIssue: (input) => carriedOut(() => state.splitIssue(input)),
    regroup: (plan) => carriedOut(() => state.regroup(plan)),
    undoRegroup: (input) => carriedOut(() => state.undoRegroup(input)),
    resume: () => turns.take(carryOut),
  };
}

function stepsIn(telemetry: MoveStores["telemetry"]): MoveSteps {
  return {
    moveRows: ({ which, ...move }) =>
      which.kind === "all" ? telemetry.moveIssue(move.projectId, move.from, move.to) : telemetry.moveEvents({ ...move, which }),
    async factsAfter({ which, projectId, from, to }) {
      if (which.kind === "all") return { from: undefined, to: undefined, counts: [] };
      return {
        from: await telemetry.issueFacts(projectId, from),
        to: await telemetry.issueFacts(projectId, to),
        counts: which.kind === "events" ? await telemetry.movedBy(which.token) : [],
      };
    },
    settle: ({ which }) => (which.kind === "events" ? telemetry.settleMoved(which.token) : Promise.resolve()),
  };
}
