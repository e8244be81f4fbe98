import type { NormalizedEvent, Stacktrace } from "../../normalize/event.ts";
import type { GroupingComponent } from "../grouping.ts";
import { switchedOff } from "../hash.ts";
import type { PreparedStack, StackTools } from "./stack.ts";

/** A variant's name and what it is made of. */
export type Named = readonly [name: "app" | "system" | "default", component: GroupingComponent];

/** What strategies work on: the event and its stack traces after the classifying rules. */
export interface Subject {
  readonly event: NormalizedEvent;
  readonly tools: StackTools;
  readonly prepared: (stack: Stacktrace | undefined) => PreparedStack | undefined;
}

export interface Considered {
  /** None: the event has nothing that the strategy looks at. */
  readonly variants: readonly Named[];
  /** Of an exception group with one distinct member: which one the event is called by (`grouping.md` §6.5). */
  readonly mainExceptionId?: number;
}

/** Where one variant has a stack that counts, a variant without one is off: library code groups by its whole stack (`grouping.md` §6.3). */
export function preferStacks(app: Named, system: Named | undefined, appHasStack: boolean, systemHasStack: boolean): readonly Named[] {
  if (system === undefined) return [app];
  if (appHasStack === systemHasStack) return [app, system];
  const off = ([name, component]: Named, other: string): Named => [
    name,
    switchedOff(component, `ignored because this variant does not have a contributing stacktrace, but the ${other} variant does`),
  ];
  return appHasStack ? [app, off(system, "app")] : [off(app, "system"), system];
}
