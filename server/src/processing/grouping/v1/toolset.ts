import { compileFingerprintRules, type FingerprintRules } from "../fingerprint-rules/fingerprint-rules.ts";
import type { GroupingConfig } from "../grouping.ts";
import { Recent } from "../recent.ts";
import { compileStackRules } from "../stack-rules/stack-rules.ts";
import { configTraits } from "./config-traits.ts";
import { FrameMemory } from "./frame-memory.ts";
import type { PreparedStack, StackTools } from "./stack.ts";

/** What a configuration's rules were compiled to, with the frames seen under them. */
export interface Toolset extends StackTools {
  readonly fingerprintRules: FingerprintRules;
}

/** Configurations that were used last; the one without rules of a project is always among them. */
const maxKept = 12;
/** Stack traces of which all is remembered, for each set of rules. */
const maxStacks = 256;
const kept = new Map<GroupingConfig, Toolset>();
let last: { readonly config: GroupingConfig; readonly toolset: Toolset } | undefined;

export function toolsetFor(config: GroupingConfig): Toolset {
  if (last?.config === config) return last.toolset;
  const toolset = kept.get(config) ?? compile(config);
  // The one used last is forgotten last.
  kept.delete(config);
  kept.set(config, toolset);
  const oldest = [...kept.keys()].find(hasRules);
  if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
  last = { config, toolset };
  return toolset;
}

function hasRules({ stackRules = "", fingerprintRules = "" }: GroupingConfig): boolean {
  return stackRules !== "" || fingerprintRules !== "";
}

function compile({ version, stackRules = "", fingerprintRules = "" }: GroupingConfig): Toolset {
  const traits = configTraits[version];
  const rules = compileStackRules(stackRules, traits.stackRules);
  return {
    traits,
    rules,
    memory: new FrameMemory(rules, traits),
    stacks: new Recent<number, PreparedStack>(maxStacks),
    fingerprintRules: compileFingerprintRules(fingerprintRules),
  };
}
