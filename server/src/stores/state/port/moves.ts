import type { EventMove, IssueFacts, MovedCount } from "../../telemetry/port.ts";
import type { Regroup } from "../model.ts";
import type { AssignRequest } from "./ingest.ts";
import type { Refused } from "./refused.ts";

/** Which issue events belong to. Rows of telemetry follow what is decided here. */
export interface MoveWriter {
  /**
   * Everything of the other issues becomes the one's with most events, and their ids lead to it. Their rows of telemetry
   * follow when the moves are carried out. Undefined unless at least two of the ids are issues of the project.
   */
  mergeIssues(input: {
    readonly projectId: number;
    readonly ids: readonly number[];
    readonly userId: number | null;
    readonly at: number;
  }): Promise<{ readonly parent: number; readonly children: readonly number[] } | undefined>;
  /** Hashes leave an issue for a new one, whose events follow when the moves are carried out. */
  splitIssue(input: {
    readonly projectId: number;
    readonly issueId: number;
    readonly hashes: readonly string[];
    readonly userId: number | null;
    readonly at: number;
  }): Promise<{ readonly issueId: number } | { readonly refused: "notFound" | "unknownHash" | "allHashes" | "noEvents" }>;
  /** Events change their issues, and their hashes lead there from now on. */
  regroup(plan: RegroupPlan): Promise<Regroup | Refused>;
  /** Puts back what a regroup moved. Undefined: there is none of this project, or it was undone already. */
  undoRegroup(input: { readonly projectId: number; readonly id: number; readonly at: number }): Promise<Regroup | undefined>;
  /**
   * Does to telemetry what was decided here, one move after the other. A move that was interrupted is carried out again.
   * Answers how many there were.
   */
  carryOutMoves(steps: MoveSteps): Promise<number>;
}

export interface MoveSteps {
  /** Beside what else is written. */
  moveRows(move: PendingMove): Promise<void>;
  /** While nothing else is written. */
  factsAfter(move: PendingMove): Promise<MovedFacts>;
  /** What it told is in the state. */
  settle(move: PendingMove): Promise<void>;
}

/** Rows of telemetry that still lie in another issue than the state says. */
export interface PendingMove {
  readonly projectId: number;
  readonly from: number;
  readonly to: number;
  readonly which: EventMove["which"] | { readonly kind: "all" };
}

/** What is in both issues after a move; undefined where the issue is gone. */
export interface MovedFacts {
  readonly from: IssueFacts | undefined;
  readonly to: IssueFacts | undefined;
  /** Of single events. */
  readonly counts: readonly MovedCount[];
}

export interface RegroupPlan {
  readonly projectId: number;
  readonly userId: number | null;
  readonly ruleVersion: number;
  readonly at: number;
  readonly groups: readonly RegroupGroup[];
}

/** Events that have the same primary hash. They go where one of their hashes leads, else home, else into a new issue. */
export interface RegroupGroup {
  readonly hashes: readonly string[];
  readonly home: number | null;
  readonly events: readonly { readonly eventId: string; readonly timestamp: number; readonly from: number; readonly primaryHash: string | null }[];
  /** Describes the issue when it is new. */
  readonly latest: Omit<AssignRequest["latest"], "eventId" | "receivedAt">;
}
