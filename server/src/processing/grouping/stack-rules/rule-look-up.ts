import { longestLiteral } from "../glob.ts";
import type { CompiledRule } from "./compile-stack-rule.ts";
import type { Family, FrameView } from "./frame-view.ts";

const special = /[*?[{\\]/;
const textKeys = ["function", "module", "package", "path"] as const;

/** Rules that look at one key, by what their pattern begins with. */
interface Shelf {
  readonly exact: Map<string, CompiledRule[]>;
  readonly byFirstCharacter: Map<string, CompiledRule[]>;
  readonly anywhere: CompiledRule[];
  /** Without a match none of `anywhere` can hold; undefined until it is needed, null if there is no such thing. */
  hints: RegExp | null | undefined;
}

type Shelves = Readonly<Record<(typeof textKeys)[number], Shelf>> & { readonly others: CompiledRule[] };

/** Finds the few rules that could match a frame among hundreds: almost all name a function, module or path that begins in a certain way. */
export class RuleLookUp {
  readonly #families: Readonly<Record<Family, Shelves>> = { native: shelves(), javascript: shelves(), other: shelves() };

  add(rule: CompiledRule): void {
    for (const [family, its] of Object.entries(this.#families)) if (rule.families?.has(family) !== false) place(rule, its);
  }

  /** The rules whose fixed tests all hold, in no order. */
  fitting(view: FrameView): readonly CompiledRule[] {
    const its = this.#families[view.family];
    const found: CompiledRule[] = [];
    pick(its.others, view, found);
    for (const key of textKeys) {
      const value = view[key];
      if (value === undefined) continue;
      const shelf = its[key];
      const text = key === "path" || key === "package" ? withoutSlash(value) : value;
      if (shelf.exact.size > 0) pick(shelf.exact.get(text), view, found);
      if (shelf.byFirstCharacter.size > 0) pick(shelf.byFirstCharacter.get(text[0] ?? ""), view, found);
      if (shelf.anywhere.length > 0 && hintsOf(shelf)?.test(value) !== false) pick(shelf.anywhere, view, found);
    }
    return found.length === 0 ? none : found;
  }
}

const none: readonly CompiledRule[] = [];

function place(rule: CompiledRule, its: Shelves): void {
  if (rule.lookUp === null) {
    its.others.push(rule);
    return;
  }
  const { key, pattern } = rule.lookUp;
  const shelf = its[key];
  const isPath = key === "path" || key === "package";
  const text = isPath ? withoutSlash(pattern.toLowerCase()) : pattern;
  const first = text[0] ?? "*";
  if (!special.test(text)) push(shelf.exact, text, rule);
  else if (!special.test(first)) push(shelf.byFirstCharacter, first, rule);
  else {
    shelf.anywhere.push(rule);
    shelf.hints = undefined;
  }
}

/** One search for what every pattern must contain, instead of a search for each. */
function hintsOf(shelf: Shelf): RegExp | null {
  if (shelf.hints !== undefined) return shelf.hints;
  const literals = shelf.anywhere.map(({ lookUp }) => {
    const { key, pattern } = lookUp ?? { key: "path", pattern: "" };
    return longestLiteral(key === "path" || key === "package" ? pattern.toLowerCase() : pattern);
  });
  const usable = literals.every((literal) => literal !== "");
  shelf.hints = usable ? new RegExp(literals.map((literal) => literal.replaceAll(/[^\w/]/g, String.raw`\$&`)).join("|")) : null;
  return shelf.hints;
}

function pick(rules: readonly CompiledRule[] | undefined, view: FrameView, into: CompiledRule[]): void {
  if (rules !== undefined) for (const rule of rules) if (fits(rule, view)) into.push(rule);
}

function fits({ fixed }: CompiledRule, view: FrameView): boolean {
  for (const test of fixed) if (!test(view)) return false;
  return true;
}

function shelves(): Shelves {
  return { function: shelf(), module: shelf(), package: shelf(), path: shelf(), others: [] };
}

function shelf(): Shelf {
  return { exact: new Map(), byFirstCharacter: new Map(), anywhere: [], hints: undefined };
}

function push(map: Map<string, CompiledRule[]>, key: string, rule: CompiledRule): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [rule]);
  else known.push(rule);
}

/** Patterns of paths are tried with and without one in front. */
function withoutSlash(path: string): string {
  return path.startsWith("/") ? path.slice(1) : path;
}
