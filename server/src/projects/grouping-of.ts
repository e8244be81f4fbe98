import { groupingConfigFor, type GroupingConfig } from "../processing/grouping/grouping.ts";
import { groupingSettings } from "../project-settings/project-settings.ts";
import type { Project } from "../stores/state/model.ts";

/** How events of the project are grouped by now. */
export function groupingOf({ options }: Pick<Project, "options">): GroupingConfig {
  return groupingConfigFor(groupingSettings(options));
}
