/** What takes the space, and how much of it may. A category is `events`, `attachments`, `uploads` that wait for their event, or a dataset of telemetry. */
export interface DiskUsage {
  readonly projectId: number;
  readonly category: string;
  /** Days since 1970-01-01 UTC: of the event or row, of the arrival for files. */
  readonly day: number;
  readonly items: number;
  /** Compressed bodies and files as they are, rows by the length of their values. */
  readonly bytes: number;
}

export interface DiskBudget {
  readonly projectId: number;
  readonly category: string;
  /** Null: no limit. */
  readonly maxBytes: number | null;
  /** Full days besides the current one. Null: the retention of the instance. */
  readonly maxDays: number | null;
}

export interface DiskReads {
  diskUsage(projectIds: readonly number[]): Promise<readonly DiskUsage[]>;
  diskBudgets(projectIds: readonly number[]): Promise<readonly DiskBudget[]>;
  /** Instance: what all projects take. */
  diskBytes(): Promise<number>;
}

export interface DiskWrites {
  /** A budget without limits is removed. */
  setDiskBudget(budget: DiskBudget): Promise<void>;
  /** Budgets that are exceeded, by bytes or age, as of `today`. Instance. */
  exceededBudgets(today: number): Promise<readonly DiskBudget[]>;
  diskBudgetsOf(projectId: number): Promise<readonly DiskBudget[]>;
  diskBytes(): Promise<number>;
  /** Instance: everything of all projects, oldest days first. */
  oldestUsage(): Promise<readonly DiskUsage[]>;
  usageOf(projectId: number, category: string): Promise<readonly DiskUsage[]>;
  /** What all projects have of a category that is looked at as a whole, in place of what was written down before. */
  recount(category: string, usage: readonly Omit<DiskUsage, "category">[]): Promise<void>;
  /** Takes as many items out of the account, at their average size; answers the bytes. */
  releaseUsage(projectId: number, category: string, day: number, items: number): Promise<number>;
  /** Forgets days that retention dropped, and jobs that were finished before. */
  forgetBefore(day: number): Promise<void>;
}
