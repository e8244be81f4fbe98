import { groupEvent } from "../../processing/grouping/grouping.ts";
import type { NormalizedEvent } from "../../processing/normalize/event.ts";
import { groupingOf } from "../../projects/grouping-of.ts";
import type { Project } from "../../stores/state/model.ts";
import type { Fingerprints } from "./event-json.ts";

/** Grouping is pure: by the rules of today the stored event has these hashes. */
export function fingerprintsOf(event: NormalizedEvent | undefined, project: Pick<Project, "options"> | undefined): Fingerprints {
  if (event === undefined) return { hashes: [], config: "" };
  const { hashes, version } = groupEvent(event, groupingOf(project ?? { options: {} }));
  return { hashes, config: version };
}
