/** What a check asks the file of the state: read beside a server, changed by nobody. Of files; a database server has tools of its own. */
export interface StateInspection {
  readonly file: string;
  /** What the engine finds wrong with the file; all of its contents are read when it is to be `thorough`. */
  faults(thorough: boolean): readonly string[];
  schema(): "current" | "older" | "newer";
  projects(): readonly { readonly id: number; readonly slug: string }[];
  /** As of one moment. */
  counters(projectId: number): StateCounters;
  logPosition(): number;
  close(): void;
}

export interface StateCounters {
  /** Records up to here are counted. */
  readonly logPosition: number;
  /** Jobs and moves that are written down and not done: so long, rows and counters may differ. */
  readonly unfinished: number;
  readonly issues: ReadonlyMap<number, IssueCounter>;
  readonly hashes: readonly HashCounter[];
}

interface IssueCounter {
  readonly timesSeen: number;
  readonly firstSeen: number;
  readonly userCount: number;
  /** Users that are kept for it, one by one. */
  readonly users: number;
}

interface HashCounter {
  readonly issueId: number;
  readonly hash: string;
  readonly timesSeen: number;
  /** Also of what retention took. */
  readonly firstSeen: number | null;
}
