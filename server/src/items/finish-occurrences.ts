import { deriveEvent } from "../processing/derive/derive-event.ts";
import { groupEvent } from "../processing/grouping/grouping.ts";
import type { Contexts, NormalizedEvent } from "../processing/normalize/event.ts";
import type { FinishedEvent } from "./define-item.ts";

/** Problems of transactions become events of issues as errors do. They are counted by what they were found in. */
export function finishOccurrences(
  occurrences: readonly NormalizedEvent[],
  guessed?: Contexts,
): readonly { readonly kind: "event"; readonly event: FinishedEvent }[] {
  return occurrences.map((normalized) => ({
    kind: "event",
    event: {
      category: null,
      normalized,
      derived: deriveEvent(normalized, guessed),
      grouping: groupEvent(normalized),
      body: JSON.stringify(normalized),
    },
  }));
}
