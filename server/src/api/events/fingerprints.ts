import { groupEvent } from "../../processing/grouping/grouping.ts";
import type { NormalizedEvent } from "../../processing/normalize/event.ts";
import type { Fingerprints } from "./event-json.ts";

/** Grouping is pure, so the stored event gives the hashes that it was grouped by. */
export function fingerprintsOf(event: NormalizedEvent | undefined): Fingerprints {
  if (event === undefined) return { hashes: [], config: "" };
  const { hashes, version } = groupEvent(event);
  return { hashes, config: version };
}
