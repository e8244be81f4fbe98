import type { ScrubbingSettings } from "../../project-settings/project-settings.ts";
import { scrubbingOf } from "./compile.ts";
import { Scrubber } from "./scrubber.ts";
import { asked, prose, shape } from "./shape.ts";

interface Written {
  readonly name: string;
  readonly email: string;
  readonly comments: string;
}

/** As of feedback: who wrote it is given away on purpose, and taken out only by a rule that names it. */
const report = shape({ members: { name: asked, email: asked, comments: prose } });

/** What somebody wrote about an event, without what the project's rules take out (`protocol.md` §14). */
export function scrubUserReport(written: Written, settings: ScrubbingSettings): Written {
  const rules = scrubbingOf(settings);
  return rules === undefined ? written : new Scrubber(rules).item(written, report);
}
