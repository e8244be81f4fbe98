import { hash } from "node:crypto";
import type { GroupingComponent } from "./grouping.ts";

/** MD5 over the UTF-8 bytes of all values without a separator (`grouping.md` §3). */
export function hashValues(values: readonly string[]): string {
  return hash("md5", values.join("").toWellFormed(), "hex");
}

/** Of components that are used for many events. */
const texts = new WeakMap<GroupingComponent, string>();

export function rememberText(component: GroupingComponent): void {
  if (component.contributes) texts.set(component, contributing(component).join(""));
}

/** The values that count, in the order of the tree; those of a stack trace possibly as one. */
export function contributing(component: GroupingComponent, into: string[] = []): string[] {
  if (!component.contributes) return into;
  const known = component.id === "stacktrace" ? texts.get(component) : undefined;
  if (known !== undefined) {
    into.push(known);
    return into;
  }
  for (const value of component.values) {
    if (typeof value === "string") into.push(value);
    else contributing(value, into);
  }
  return into;
}

/** A part that counts as soon as one of its own parts does. */
export function branch(id: string, values: readonly GroupingComponent[], hint: string | null = null): GroupingComponent {
  return { id, contributes: values.some((value) => value.contributes), hint, values };
}

/** Text that counts, unless there is a reason against it. */
export function leaf(id: string, value: string | undefined, off: string | null = null, hint: string | null = null): GroupingComponent {
  if (value === undefined || value === "") return { id, contributes: false, hint: off, values: [] };
  return { id, contributes: off === null, hint: off ?? hint, values: [value] };
}

export function switchedOff(component: GroupingComponent, hint: string): GroupingComponent {
  return { ...component, contributes: false, hint };
}
