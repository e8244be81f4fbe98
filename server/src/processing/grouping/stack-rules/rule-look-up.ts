import type { CompiledRule } from "./compile-stack-rule.ts";
import type { FrameView } from "./frame-view.ts";

const special = /[*?[{\\]/;
const textKeys = ["function", "module", "package", "path"] as const;

/** Rules that look at one key, by what their pattern begins with. */
interface Shelf {
  readonly exact: Map<string, CompiledRule[]>;
  readonly byFirstCharacter: Map<string, CompiledRule[]>;
  readonly anywhere: CompiledRule[];
}

/** Finds the few rules that could match a frame among hundreds: almost all name a function, module or path that begins in a certain way. */
export class RuleLookUp {
  readonly #shelves = { function: shelf(), module: shelf(), package: shelf(), path: shelf() };
  readonly #others: CompiledRule[] = [];

  add(rule: CompiledRule): void {
    if (rule.lookUp === null) {
      this.#others.push(rule);
      return;
    }
    const { key, pattern } = rule.lookUp;
    const { exact, byFirstCharacter, anywhere } = this.#shelves[key];
    const isPath = key === "path" || key === "package";
    const text = isPath ? withoutSlash(pattern.toLowerCase()) : pattern;
    const first = text[0] ?? "*";
    if (!special.test(text)) push(exact, text, rule);
    else if (!special.test(first)) push(byFirstCharacter, first, rule);
    else anywhere.push(rule);
  }

  /** The rules whose fixed tests all hold, in no order. */
  fitting(view: FrameView): readonly CompiledRule[] {
    const found: CompiledRule[] = [];
    pick(this.#others, view, found);
    for (const key of textKeys) {
      const value = view[key];
      if (value === undefined) continue;
      const { exact, byFirstCharacter, anywhere } = this.#shelves[key];
      const text = key === "path" || key === "package" ? withoutSlash(value) : value;
      pick(exact.get(text), view, found);
      pick(byFirstCharacter.get(text[0] ?? ""), view, found);
      pick(anywhere, view, found);
    }
    return found.length === 0 ? none : found;
  }
}

const none: readonly CompiledRule[] = [];

function pick(rules: readonly CompiledRule[] | undefined, view: FrameView, into: CompiledRule[]): void {
  if (rules !== undefined) for (const rule of rules) if (fits(rule, view)) into.push(rule);
}

function fits({ fixed }: CompiledRule, view: FrameView): boolean {
  for (const test of fixed) if (!test(view)) return false;
  return true;
}

function shelf(): Shelf {
  return { exact: new Map(), byFirstCharacter: new Map(), anywhere: [] };
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
