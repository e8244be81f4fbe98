/** The ways of grouping that a project can choose, the newest first (`grouping.md` §2). What an id stands for never changes. */
export const groupingConfigIds = ["newstyle:2026-01-20", "newstyle:2023-01-11"] as const;

export type GroupingConfigId = (typeof groupingConfigIds)[number];

/** Of projects that never chose. A newer default would need a migration that writes this one down for them. */
export const defaultGroupingConfig: GroupingConfigId = "newstyle:2026-01-20";

/** How long hashes of the former way keep finding their issues after a switch (`grouping.md` §13). */
export const transitionMs: number = 30 * 24 * 3_600_000;

export function groupingConfigId(value: unknown): GroupingConfigId | undefined {
  return groupingConfigIds.find((id) => id === value);
}
