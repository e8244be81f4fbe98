import type { Grouping, GroupingComponent, GroupingVariant } from "./grouping.ts";
import { contributing } from "./hash.ts";

/** A part that counts in one of two events or in both: a frame as a whole, else a single text. */
interface ComparedPart {
  /** `exception`, `stacktrace`, `frame` … from the outside in. */
  readonly path: readonly string[];
  /** Null: the event has no such part that counts. */
  readonly left: string | null;
  readonly right: string | null;
}

interface ComparedVariant {
  readonly name: string;
  readonly left: GroupingVariant | null;
  readonly right: GroupingVariant | null;
  /** In order, what is the same side by side. */
  readonly parts: readonly ComparedPart[];
}

export interface GroupingComparison {
  /** Hashes that both events have: one is enough to be together. */
  readonly shared: readonly string[];
  readonly variants: readonly ComparedVariant[];
}

export function compareGroupings(left: Grouping, right: Grouping): GroupingComparison {
  const names = new Set([...left.variants, ...right.variants].filter(({ contributes }) => contributes).map(({ name }) => name));
  return {
    shared: left.hashes.filter((hash) => right.hashes.includes(hash)),
    variants: Array.from(names, (name) => {
      const [one, other] = [left, right].map(({ variants }) => variants.find((variant) => variant.name === name) ?? null);
      return { name, left: one ?? null, right: other ?? null, parts: aligned(partsOf(one ?? null), partsOf(other ?? null)) };
    }),
  };
}

interface Part {
  readonly path: readonly string[];
  readonly text: string;
}

/** Frames compared; nobody reads more. */
const most = 400;

function partsOf(variant: GroupingVariant | null): readonly Part[] {
  if (variant?.contributes !== true) return [];
  const salt = variant.fingerprint?.map((text) => ({ path: ["fingerprint"], text })) ?? [];
  return [...salt, ...(variant.component === null ? [] : collected(variant.component, [], []))].slice(0, most);
}

function collected(component: GroupingComponent, above: readonly string[], into: Part[]): Part[] {
  if (!component.contributes) return into;
  const path = [...above, component.id];
  if (component.id === "frame") into.push({ path, text: contributing(component).join(" · ") });
  else
    for (const value of component.values) {
      if (typeof value === "string") into.push({ path, text: value });
      else collected(value, path, into);
    }
  return into;
}

/** The longest common subsequence; between what is the same, what differs stands in pairs of one kind. */
function aligned(left: readonly Part[], right: readonly Part[]): readonly ComparedPart[] {
  const lengths = commonLengths(left, right);
  const out: ComparedPart[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [one, other] = [left[i], right[j]];
    if (one !== undefined && other !== undefined && same(one, other)) {
      out.push({ path: one.path, left: one.text, right: other.text });
      i++;
      j++;
    } else if (one !== undefined && (other === undefined || at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      out.push({ path: one.path, left: one.text, right: null });
      i++;
    } else if (other !== undefined) {
      out.push({ path: other.path, left: null, right: other.text });
      j++;
    }
  }
  return paired(out);
}

function same(one: Part, other: Part): boolean {
  return one.text === other.text && one.path.length === other.path.length && one.path.at(-1) === other.path.at(-1);
}

function commonLengths(left: readonly Part[], right: readonly Part[]): readonly Uint16Array[] {
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--) {
      const [one, other, row] = [left[i], right[j], lengths[i]];
      if (one === undefined || other === undefined || row === undefined) continue;
      row[j] = same(one, other) ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
    }
  return lengths;
}

function at(lengths: readonly Uint16Array[], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0;
}

/** A part of the one and the next of the same kind of the other make one line: that is what changed. */
function paired(parts: readonly ComparedPart[]): readonly ComparedPart[] {
  const out: ComparedPart[] = [];
  const isGap = ({ left, right }: ComparedPart): boolean => left === null || right === null;
  for (let from = 0; from < parts.length;) {
    const part = parts[from];
    if (part === undefined) break;
    if (!isGap(part)) {
      out.push(part);
      from++;
      continue;
    }
    let to = from;
    for (let next = parts[to]; next !== undefined && isGap(next); next = parts[to]) to++;
    out.push(...zipped(parts.slice(from, to)));
    from = to;
  }
  return out;
}

function zipped(run: readonly ComparedPart[]): readonly ComparedPart[] {
  const waiting = run.filter(({ left }) => left === null);
  const out = run.flatMap((part) => {
    if (part.left === null) return [];
    const index = waiting.findIndex(({ path }) => path.at(-1) === part.path.at(-1));
    return index < 0 ? part : { ...part, right: waiting.splice(index, 1)[0]?.right ?? null };
  });
  return [...out, ...waiting];
}
