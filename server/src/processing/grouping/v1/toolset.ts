import { compileFingerprintRules, type FingerprintRules } from "../fingerprint-rules/fingerprint-rules.ts";
import type { GroupingConfig } from "../grouping.ts";
import { Recent } from "../recent.ts";
import { compileStackRules } from "../stack-rules/stack-rules.ts";
import { FrameMemory } from "./known-frame.ts";
import type { PreparedStack, StackTools } from "./stack.ts";

/** What a configuration's rules were compiled to, with the frames seen under them. */
export interface Toolset extends StackTools {
  readonly fingerprintRules: FingerprintRules;
}

/** Projects with rules of their own that were used last; one without rules is always among them. */
const maxKept = 8;
/** Stack traces of which all is remembered, for each set of rules. */
const maxStacks = 256;
const kept = new Map<string, Toolset>();

export function toolsetFor({ stackRules = "", fingerprintRules = "" }: GroupingConfig): Toolset {
  const key = stackRules === "" && fingerprintRules === "" ? "" : `${stackRules.length}:${stackRules}${fingerprintRules}`;
  const known = kept.get(key);
  if (known !== undefined) {
    // The one used last is forgotten last.
    if (key !== "") kept.delete(key);
    return remember(key, known);
  }
  const rules = compileStackRules(stackRules);
  const toolset = {
    rules,
    memory: new FrameMemory(rules),
    stacks: new Recent<PreparedStack>(maxStacks),
    fingerprintRules: compileFingerprintRules(fingerprintRules),
  };
  const oldest = [...kept.keys()].find((each) => each !== "");
  if (kept.size >= maxKept && oldest !== undefined) kept.delete(oldest);
  return remember(key, toolset);
}

function remember(key: string, toolset: Toolset): Toolset {
  kept.set(key, toolset);
  return toolset;
}
