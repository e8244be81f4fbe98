import { z } from "zod";
import { checkRules, maxRuleText, mistakeText, type RuleSet } from "../../projects/check-rules.ts";

const languages = {
  fingerprintingRules: "Fingerprint rules, one a line, from top to bottom; the first that matches decides.",
  groupingEnhancements: "Stack trace rules, one a line; they come after those that are built in.",
} as const satisfies Record<RuleSet, string>;

/** A text of rules without a mistake; else the error says in which line and column the first one is. */
export function ruleText(set: RuleSet) {
  return candidateText(set).check(({ value, issues }) => {
    const { mistake } = checkRules(set, value);
    if (mistake !== null) issues.push({ code: "custom", message: mistakeText(mistake), input: value });
  });
}

/** A text that somebody is still writing. */
export function candidateText(set: RuleSet) {
  return z.string().max(maxRuleText).meta({ description: languages[set] });
}
