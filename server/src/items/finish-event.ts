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
  const grouping = groupEvent(guessed === undefined ? sent : { ...sent, contexts: { ...sent.contexts, ...guessed } }, config);
  // Grouping decides what is in-app and which exception counts: title, culprit and pages follow that.
  const normalized = grouping.event;
  const derived = deriveEvent(normalized, guessed);
  return { kind: "event", event: { category, normalized, derived, grouping, body: JSON.stringify(normalized) } };
}
