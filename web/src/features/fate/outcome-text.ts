import type { OutcomeShape } from "../../api/shapes.ts";
import type { ChipTone } from "../../ui/chip.tsx";
import { byteText, fullNumber } from "../../ui/number-text.ts";

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

/** What an outcome counts: items, but bytes for attachments. */
export function quantityText({ category, quantity }: Pick<OutcomeShape, "category" | "quantity">): string {
  return category === "attachment" ? byteText(quantity) : fullNumber(quantity);
}

/** "session (2): filtered, not stored yet." and the detail as a sentence of its own. */
export function outcomeSentence(outcome: Pick<OutcomeShape, "itemType" | "category" | "outcome" | "reason" | "detail" | "quantity">): string {
  const isOne = outcome.quantity === 1 && outcome.category !== "attachment";
  const what = `${outcome.itemType.replaceAll("_", " ")}${isOne ? "" : ` (${quantityText(outcome)})`}: ${outcomeWords(outcome.outcome).word.toLowerCase()}`;
  const why = outcome.reason === null ? "" : `, ${reasonText(outcome.reason)}`;
  const detail = outcome.detail === null || outcome.detail === "" ? "" : ` ${outcome.detail}${/[.!?…]$/u.test(outcome.detail) ? "" : "."}`;
  return `${what}${why}.${detail}`;
}
