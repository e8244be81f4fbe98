import { hash } from "node:crypto";
import type { GroupingComponent } from "./grouping.ts";

/** MD5 over the UTF-8 bytes of all values without a separator (`grouping.md` §3). */
export function hashValues(values: readonly string[]): string {
  return hash("md5", values.join("").toWellFormed(), "hex");
}

/** What stack traces contribute: the parts that it is made of are for people, and few look. */
const texts = new WeakMap<GroupingComponent, string>();

/** A component whose text is known, and whose parts are put together when somebody looks at them. */
export function lazyBranch(
  id: string,
  { contributes, hint, text }: { readonly contributes: boolean; readonly hint: string | null; readonly text: string },
  parts: () => GroupingComponent["values"],
): GroupingComponent {
  let known: GroupingComponent["values"] | undefined;
  const component = {
    id,
    contributes,
    hint,
    get values() {
      return (known ??= parts());
    },
  };
  if (contributes) texts.set(component, text);
  return component;
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
  return lazyBranch(component.id, { contributes: false, hint, text: "" }, () => component.values);
}
