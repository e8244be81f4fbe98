import type { ChipTone } from "../../ui/chip.tsx";

interface OutcomeWords {
  readonly word: string;
  readonly tone: ChipTone;
}

const words: Readonly<Record<string, OutcomeWords>> = {
  accepted: { word: "Accepted", tone: "good" },
  filtered: { word: "Filtered", tone: "neutral" },
  rate_limited: { word: "Rate limited", tone: "warning" },
  invalid: { word: "Invalid", tone: "fatal" },
  abuse: { word: "Refused as abuse", tone: "fatal" },
  client_discard: { word: "Dropped by the SDK", tone: "neutral" },
  cardinality_limited: { word: "Too many values", tone: "warning" },
};

/** The word for an outcome; one that is newer than these pages shows by its own name. */
export function outcomeWords(outcome: string): OutcomeWords {
  return words[outcome] ?? { word: outcome.replaceAll("_", " "), tone: "neutral" };
}

/** "too_large:event" as words: "too large: event". */
export function reasonText(reason: string | null): string {
  return reason === null ? "" : reason.replaceAll("_", " ").replaceAll(":", ": ");
}
