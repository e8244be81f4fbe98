import { allTags } from "../derive/tags.ts";
import type { NormalizedEvent, Tag } from "../normalize/event.ts";
import { guessedAmong } from "../user-agent/user-agent-contexts.ts";

/** The tags that the event has on its page: what it said itself comes before what its user agent tells. */
export function ruleTags(event: NormalizedEvent): readonly Tag[] {
  return allTags(event, guessedAmong(event));
}
