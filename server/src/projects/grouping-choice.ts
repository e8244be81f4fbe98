import { defaultGroupingConfig, transitionMs, type GroupingConfigId } from "../project-settings/grouping-configs.ts";
import type { ProjectOptions } from "../project-settings/options.ts";

export interface GroupingChoice {
  readonly groupingConfig?: GroupingConfigId | undefined;
  /** Null ends the transition. */
  readonly secondaryGroupingConfig?: GroupingConfigId | null | undefined;
  /** Seconds since 1970. */
  readonly secondaryGroupingExpiry?: number | undefined;
}

/** The options that a choice changes. Who switches keeps the former way for a month, so that issues go on (`grouping.md` §13). */
export function groupingOptions(choice: GroupingChoice, current: ProjectOptions, now: number): ProjectOptions {
  const { groupingConfig: config, secondaryGroupingConfig: secondary, secondaryGroupingExpiry: expiry } = choice;
  const former = current.groupingConfig ?? defaultGroupingConfig;
  const isSwitch = config !== undefined && config !== former;
  const kept = secondary === undefined && isSwitch ? former : secondary;
  const until = kept === null ? 0 : (expiry ?? (kept === undefined ? undefined : Math.floor((now + transitionMs) / 1000)));
  return {
    ...(config !== undefined && { groupingConfig: config }),
    ...(kept !== undefined && kept !== null && { secondaryGroupingConfig: kept }),
    ...(until !== undefined && { secondaryGroupingExpiry: until }),
  };
}
