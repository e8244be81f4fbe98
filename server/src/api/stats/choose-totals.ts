import type { OutcomeTotal } from "../../stores/state/port/outcomes.ts";
import { words } from "../words.ts";

export const chosenQuery = { category: words, outcome: words, reason: words };

type Chosen = { readonly [Name in keyof typeof chosenQuery]?: readonly string[] | undefined };

/** The names that clients use for more than one of ours (`error` is all errors, as on the page of statistics), or for another. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  error: ["error", "default", "security"],
  replays: ["replay"],
  profiles: ["profile", "profile_chunk", "profile_chunk_ui"],
};

export function chooseTotals(totals: readonly OutcomeTotal[], { category, outcome, reason }: Chosen): readonly OutcomeTotal[] {
  const categories = category?.flatMap((name) => aliases[name] ?? name);
  const passes = (chosen: readonly string[] | undefined, value: string): boolean => chosen === undefined || chosen.length === 0 || chosen.includes(value);
  return totals.filter((total) => passes(categories, total.category) && passes(outcome, total.outcome) && passes(reason, total.reason ?? ""));
}
