import type { GroupingConfigId } from "../../../project-settings/grouping-configs.ts";

/** In what the ways of grouping differ; all else they have in common (`grouping.md` §2). */
export interface ConfigTraits {
  readonly exceptionOrder: "type, value, stack" | "stack, type, value";
  /** The single frame of a script that has no function says nothing: at a URL, or anywhere else. */
  readonly droppedLoneFrame: "at a URL" | "elsewhere";
  /** The numbers that Python's interpreter starts a process with are no part of the line. */
  readonly generalizesSpawn: boolean;
  readonly unknownVariables: "marked" | "kept";
  readonly stackRules: "2026-01-20" | "2023-01-11";
}

export const configTraits: Readonly<Record<GroupingConfigId, ConfigTraits>> = {
  "newstyle:2026-01-20": {
    exceptionOrder: "type, value, stack",
    droppedLoneFrame: "elsewhere",
    generalizesSpawn: true,
    unknownVariables: "marked",
    stackRules: "2026-01-20",
  },
  "newstyle:2023-01-11": {
    exceptionOrder: "stack, type, value",
    droppedLoneFrame: "at a URL",
    generalizesSpawn: false,
    unknownVariables: "kept",
    stackRules: "2023-01-11",
  },
};
