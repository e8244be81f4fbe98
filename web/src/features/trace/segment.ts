/** The first span of a program's part in a trace: a page load, a request, a job. */
export interface SegmentRow {
  readonly id: string;
  readonly trace: string;
  readonly name: string;
  readonly op: string;
  readonly project: string;
  readonly status: string | null;
  /** Milliseconds. */
  readonly duration: number;
  readonly at: string;
}

/** All of one name together. */
export interface NamedRow {
  readonly name: string;
  readonly project: string;
  readonly op: string;
  readonly count: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  /** 0 to 1. */
  readonly failing: number;
}

/** Statuses of spans that are no failure; a status that nobody set is none either. */
const fine: ReadonlySet<string> = new Set(["", "ok", "unset", "unknown", "cancelled", "canceled"]);

export function isFailure(status: string | null): boolean {
  return !fine.has(status ?? "");
}

export function statusText(status: string | null): string {
  return (status ?? "").replaceAll("_", " ");
}
