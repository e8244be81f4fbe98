/** One of uap-core's rules; the first of a list whose expression matches decides. */
export interface Rule {
  /** One of them is in every text that the expression matches (in every lowercase text, where case does not matter); nothing is known where there are none. */
  readonly texts: readonly string[];
  readonly regex: string;
  readonly flags: string;
  /** May hold `$1` to `$9`; empty where a group of the match stands in. */
  readonly replacements: readonly string[];
}

/** Reads what `tools/generate-user-agents.ts` writes: lines of fields between tabs. */
export function readRules(lines: string): readonly Rule[] {
  return lines.split("\n").flatMap((line) => {
    const [texts = "", regex, flags = "", ...replacements] = line.split("\t");
    return regex === undefined ? [] : [{ texts: texts === "" ? [] : texts.split("|"), regex, flags, replacements }];
  });
}
