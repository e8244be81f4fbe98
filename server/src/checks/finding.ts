/** Something that a check saw, in words for whoever operates the server. */
export interface Finding {
  readonly part: Part;
  /** A problem is damage, or figures that differ and should not. A note is expected, and good to know. */
  readonly gravity: "problem" | "note";
  readonly what: string;
  /** What to do about it. */
  readonly advice: string;
}

export const parts = ["log", "state", "rows", "counters", "bodies"] as const;
export type Part = (typeof parts)[number];

/** As many as help, and how many more there are. */
export function atMost(findings: readonly Finding[], limit = 20): readonly Finding[] {
  const last = findings[limit];
  if (last === undefined) return findings;
  return [...findings.slice(0, limit), { ...last, what: `and ${findings.length - limit} more of the kind` }];
}
