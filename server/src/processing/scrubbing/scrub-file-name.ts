import type { ScrubbingSettings } from "../../project-settings/project-settings.ts";
import { scrubbingOf } from "./compile.ts";
import { Scrubber } from "./scrubber.ts";
import { free, shape } from "./shape.ts";

const attachment = shape({ type: "attachments", members: { filename: free } });

/** The name of a file that was sent along. */
export function scrubFileName(filename: string, settings: ScrubbingSettings): string {
  const rules = scrubbingOf(settings);
  return rules === undefined ? filename : new Scrubber(rules).item({ filename }, attachment).filename;
}
