import { eventSubject } from "../../processing/filters/subject.ts";
import { withGeo } from "../../processing/geo/geo.ts";
import type { JsonObject } from "../../processing/json/json.ts";
import { readReplayEvent, type ReplayProblem, type ReplaySegment } from "../../processing/replay/replay-event.ts";
import { scrubEvent } from "../../processing/scrubbing/scrub-event.ts";
import { applyFilters } from "../apply-filters.ts";
import type { ItemContext, Rejected } from "../define-item.ts";
import { withUserAgent } from "../with-user-agent.ts";

/** A segment's description without what the project does not keep, or why it is left out. */
export function readReplay(payload: JsonObject, context: ItemContext): ReplaySegment | ReplayProblem | Rejected {
  let filtered: Rejected | undefined;
  const row = readReplayEvent(withUserAgent(payload, context), context, (event) => {
    filtered = applyFilters(eventSubject(event, context.clientIp), context, "replay");
    return scrubEvent(withGeo(event, context.geo), context.project.scrubbing);
  });
  return "problem" in row ? row : (filtered ?? row);
}
