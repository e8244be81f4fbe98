import { parseFingerprintRules } from "../processing/grouping/fingerprint-rules/parse-fingerprint-rules.ts";
import type { RuleMistake } from "../processing/grouping/rule-reader.ts";
import { parseStackRules } from "../processing/grouping/stack-rules/parse-stack-rules.ts";

/** The two languages of grouping rules, under the names of the project's options. */
const parsers = { fingerprintingRules: parseFingerprintRules, groupingEnhancements: parseStackRules } as const;

export type RuleSet = keyof typeof parsers;

/** `grouping.md` §22: rules run for every event, so there is an end to them. */
export const maxRuleText = 65_536;
const maxRules = 1000;

export interface CheckedRules {
  readonly rules: number;
  /** The first one; with it, the whole set would count as none. */
  readonly mistake: RuleMistake | null;
}

export function checkRules(set: RuleSet, text: string): CheckedRules {
  const parsed = parsers[set](text);
  if ("mistake" in parsed) return { rules: 0, mistake: parsed.mistake };
  const excess = parsed.rules[maxRules];
  if (excess === undefined) return { rules: parsed.rules.length, mistake: null };
  return { rules: parsed.rules.length, mistake: { line: excess.line, column: 1, message: `a project has at most ${maxRules} rules of a kind` } };
}

export function mistakeText({ line, column, message }: RuleMistake): string {
  return `Line ${line}, column ${column}: ${message}`;
}
