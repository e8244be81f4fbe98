import type { ScrubbingSettings } from "../../project-settings/project-settings.ts";
import type { NormalizedEvent } from "../normalize/event.ts";
import { scrubbingOf } from "./compile.ts";
import { eventShape } from "./event-shape.ts";
import { withRemarks } from "./meta.ts";
import { Scrubber } from "./scrubber.ts";

/** The event without what the project's rules take out, with remarks in `_meta`; the same object if there is nothing (`protocol.md` §14). */
export function scrubEvent(event: NormalizedEvent, settings: ScrubbingSettings): NormalizedEvent {
  const rules = scrubbingOf(settings);
  if (rules === undefined) return event;
  const scrubber = new Scrubber(rules);
  const scrubbed = scrubber.item(event, eventShape);
  if (scrubber.found.length === 0) return event;
  return { ...scrubbed, _meta: withRemarks(event._meta, scrubber.found) };
}
