import { isObject, listOf, objectOf, textOf } from "../../api/json.ts";
import type { EventShape } from "../../api/shapes.ts";

/** What was done to a value before it was stored, for a person. */
export interface Remark {
  /** `extra.password`, `request.headers.1.1` … */
  readonly path: string;
  readonly text: string;
}

const words: Readonly<Record<string, string>> = { x: "removed", s: "replaced", m: "masked", p: "hashed" };
const most = 200;

/** The remark on the value itself: a node of `_meta` under its name. */
export function remarkOn(node: unknown): string | undefined {
  const leaf = objectOf(objectOf(node)[""]);
  const done = listOf(leaf["rem"]).flatMap((entry) => {
    const [rule, kind] = listOf(entry).map(textOf);
    if (rule === null || rule === undefined) return [];
    return [rule === "!limit" ? "shortened" : `${words[kind ?? ""] ?? "changed"} by ${rule}`];
  });
  const length = textOf(leaf["len"]);
  if (done.length === 0) return undefined;
  return `${[...new Set(done)].join(", ")}${length === null ? "" : `; it had ${length} ${length === "1" ? "character" : "characters"}`}`;
}

/** All remarks of an event in the order of the page. */
export function remarksOf({ _meta: meta, entries }: EventShape): readonly Remark[] {
  const found: Remark[] = [];
  for (const [index, node] of Object.entries(objectOf(meta.entries))) collect(objectOf(node)["data"], entries[Number(index)]?.type ?? index, found);
  const rest = {
    message: meta.message,
    user: meta.user,
    contexts: meta.contexts,
    extra: meta.context,
    packages: meta.packages,
    tags: meta.tags,
    sdk: meta.sdk,
  };
  for (const [name, node] of Object.entries(rest)) collect(node, name, found);
  return found;
}

function collect(node: unknown, path: string, found: Remark[]): void {
  if (!isObject(node) || found.length >= most) return;
  const text = remarkOn(node);
  if (text !== undefined) found.push({ path, text });
  for (const [name, child] of Object.entries(node)) if (name !== "") collect(child, `${path}.${name}`, found);
}
