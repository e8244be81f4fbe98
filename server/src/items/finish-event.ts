import type { DataCategory } from "@vedette/protocol";
import { deriveEvent } from "../processing/derive/derive-event.ts";
import { groupEvent } from "../processing/grouping/grouping.ts";
import type { NormalizedEvent } from "../processing/normalize/event.ts";
import type { Fate, ItemContext } from "./define-item.ts";

type FinishedFate = Extract<Fate, { readonly kind: "event" }>;

/** The steps behind normalization that all items share which become part of an issue. */
export function finishEvent(normalized: NormalizedEvent, category: DataCategory, { grouping: config }: ItemContext): FinishedFate {
  const derived = deriveEvent(normalized);
  const grouping = groupEvent(normalized, config);
  return { kind: "event", event: { category, normalized, derived, grouping, body: JSON.stringify(normalized) } };
}
