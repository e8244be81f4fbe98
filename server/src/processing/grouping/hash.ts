import { hash } from "node:crypto";
import type { GroupingComponent } from "./grouping.ts";

/** `app` and `system` often say the same, and events of one kind follow each other. */
let last = { text: "", hash: hash("md5", "", "hex") };

/** MD5 over the UTF-8 bytes of all values without a separator (`grouping.md` §3). */
export function hashValues(values: readonly string[]): string {
  const text = values.join("");
  if (text !== last.text) last = { text, hash: hash("md5", text.toWellFormed(), "hex") };
  return last.hash;
}

interface Summary {
  readonly contributes: boolean;
  readonly hint: string | null;
  /** What it contributes. */
  readonly text: string;
}

/** A component whose text is known, and whose parts are put together when somebody looks at them, which few do. */
export function lazyBranch(id: string, summary: Summary, parts: () => GroupingComponent["values"]): GroupingComponent {
  return new LazyComponent(id, summary, parts);
}

/** Each object with a getter of its own would have a shape of its own, and those stay, with all that hangs on them, until a full collection. */
class LazyComponent implements GroupingComponent {
  readonly id: string;
  readonly contributes: boolean;
  readonly hint: string | null;
  readonly #text: string;
  readonly #parts: () => GroupingComponent["values"];
  #known: GroupingComponent["values"] | undefined;

  constructor(id: string, { contributes, hint, text }: Summary, parts: () => GroupingComponent["values"]) {
    this.id = id;
    this.contributes = contributes;
    this.hint = hint;
    this.#text = text;
    this.#parts = parts;
  }

  get text(): string {
    return this.#text;
  }

  get values(): GroupingComponent["values"] {
    return (this.#known ??= this.#parts());
  }

  toJSON(): GroupingComponent {
    const { id, contributes, hint, values } = this;
    return { id, contributes, hint, values };
  }
}

/** The values that count, in the order of the tree; those of a stack trace possibly as one. */
export function contributing(component: GroupingComponent, into: string[] = []): string[] {
  if (!component.contributes) return into;
  if (component instanceof LazyComponent) {
    into.push(component.text);
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
