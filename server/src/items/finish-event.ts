import type { DataCategory } from "@vedette/protocol";
import { deriveEvent } from "../processing/derive/derive-event.ts";
import { groupEvent } from "../processing/grouping/grouping.ts";
import type { NormalizedEvent } from "../processing/normalize/event.ts";
import { userAgentContexts } from "../processing/user-agent/user-agent-contexts.ts";
import type { Fate, ItemContext } from "./define-item.ts";

type FinishedFate = Extract<Fate, { readonly kind: "event" }>;

/** The steps behind normalization that all items share which become part of an issue. */
export function finishEvent(sent: NormalizedEvent, category: DataCategory, { grouping: config }: ItemContext): FinishedFate {
  const guessed = userAgentContexts(sent);
  const normalized = guessed === undefined ? sent : { ...sent, contexts: { ...sent.contexts, ...guessed } };
  const derived = deriveEvent(normalized, guessed);
  const grouping = groupEvent(normalized, config);
  return { kind: "event", event: { category, normalized, derived, grouping, body: JSON.stringify(normalized) } };
}
