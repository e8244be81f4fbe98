import type { Regroup } from "../stores/state/model.ts";
import type { MovedFacts, MoveWriter, PendingMove, Refused, RegroupPlan } from "../stores/state/port.ts";
import type { TelemetryWriter } from "../stores/telemetry/port.ts";

/** Changes of which issue an event belongs to. They resolve when the events have followed. */
export interface IssueMoves extends Pick<MoveWriter, "mergeIssues" | "splitIssue"> {
  regroup(plan: RegroupPlan): Promise<Regroup | Refused>;
  undoRegroup(input: Parameters<MoveWriter["undoRegroup"]>[0]): Promise<Regroup | undefined>;
  /** Carries out what was left over when the server stopped or a store refused. */
  resume(): Promise<number>;
}

interface MoveStores {
  readonly state: MoveWriter;
  readonly telemetry: Pick<TelemetryWriter, "moveIssue" | "moveEvents" | "issueFacts">;
}

/** Lives where the stores are written: the state's transaction is held while rows of telemetry change hands. */
export function createIssueMoves({ state, telemetry }: MoveStores): IssueMoves {
  const carryOut = (): Promise<number> => state.carryOutMoves((move) => moveRows(move, telemetry));
  const carriedOut = async <T>(change: Promise<T>): Promise<T> => {
    const result = await change;
    await carryOut();
    return result;
  };
  return {
    mergeIssues: (input) => carriedOut(state.mergeIssues(input)),
    splitIssue: (input) => carriedOut(state.splitIssue(input)),
    regroup: (plan) => carriedOut(state.regroup(plan)),
    undoRegroup: (input) => carriedOut(state.undoRegroup(input)),
    resume: carryOut,
  };
}

async function moveRows({ which, ...move }: PendingMove, telemetry: MoveStores["telemetry"]): Promise<MovedFacts> {
  if (which.kind === "all") {
    await telemetry.moveIssue(move.projectId, move.from, move.to);
    return { from: undefined, to: undefined };
  }
  await telemetry.moveEvents({ ...move, which });
  return { from: await telemetry.issueFacts(move.projectId, move.from), to: await telemetry.issueFacts(move.projectId, move.to) };
}
