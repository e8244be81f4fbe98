import { groupEvent, secondaryConfigFor } from "../processing/grouping/grouping.ts";
import { Recent } from "../processing/grouping/recent.ts";
import type { NormalizedEvent } from "../processing/normalize/event.ts";
import type { GroupingSettings } from "../project-settings/project-settings.ts";

/** First hashes of a project that were met last: their issues know them, so the former way of grouping is not asked again. */
const maxMet = 4096;
const met = new WeakMap<GroupingSettings, Recent<string, true>>();

/**
 * What an event's hashes were before the project's grouping was switched (`grouping.md` §13), for events whose issue may not
 * know the new ones yet. Whether it does, the state store sees; here it is known of all but the first of a kind.
 */
export function secondaryHashes(event: NormalizedEvent, primary: readonly string[], settings: GroupingSettings): readonly string[] | undefined {
  const config = secondaryConfigFor(settings, event.received * 1000);
  const [first] = primary;
  if (config === undefined || first === undefined) return undefined;
  let known = met.get(settings);
  if (known === undefined) met.set(settings, (known = new Recent(maxMet)));
  if (known.get(first) === true) return undefined;
  known.set(first, true);
  return groupEvent(event, config).hashes;
}
