import type { DataCategory } from "@vedette/protocol";
import { deriveEvent } from "../processing/derive/derive-event.ts";
import { groupEvent, groupingConfigFor } from "../processing/grouping/grouping.ts";
import { withGeo } from "../processing/geo/geo.ts";
import { eventSubject } from "../processing/filters/subject.ts";
import type { NormalizedEvent } from "../processing/normalize/event.ts";
import { scrubEvent } from "../processing/scrubbing/scrub-event.ts";
import { userAgentContexts } from "../processing/user-agent/user-agent-contexts.ts";
import { applyFilters } from "./apply-filters.ts";
import type { Fate, ItemContext } from "./define-item.ts";
import { secondaryHashes } from "./secondary-hashes.ts";

type FinishedFate = Extract<Fate, { readonly kind: "event" | "rejected" }>;

/** The steps behind normalization that all items share which become part of an issue. */
export function finishEvent(sent: NormalizedEvent, category: DataCategory, context: ItemContext): FinishedFate {
  const { project, clientIp } = context;
  const filtered = applyFilters(eventSubject(sent, clientIp), context, category);
  if (filtered !== undefined) return filtered;
  const guessed = userAgentContexts(sent);
  const whole = withGeo(guessed === undefined ? sent : { ...sent, contexts: { ...sent.contexts, ...guessed } }, context.geo);
  // Whatever is made of the event, its hashes and tags too, is made of what is kept of it.
  const kept = scrubEvent(whole, project.scrubbing);
  const grouping = groupEvent(kept, groupingConfigFor(project.grouping));
  const secondary = secondaryHashes(kept, grouping.hashes, project.grouping);
  // Grouping decides what is in-app and which exception counts: title, culprit and pages follow that.
  const normalized = grouping.event;
  const derived = deriveEvent(normalized, guessed);
  return {
    kind: "event",
    event: { category, normalized, derived, grouping, ...(secondary !== undefined && { secondaryHashes: secondary }), body: JSON.stringify(normalized) },
  };
}
