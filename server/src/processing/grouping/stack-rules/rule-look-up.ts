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

  /** A superset of the rules whose fixed tests hold, in no order. */
  near(view: FrameView): readonly CompiledRule[] {
    const found = [...this.#others];
    for (const key of textKeys) {
      const value = view[key];
      if (value === undefined) continue;
      const { exact, byFirstCharacter, anywhere } = this.#shelves[key];
      const text = key === "path" || key === "package" ? withoutSlash(value) : value;
      found.push(...(exact.get(text) ?? []), ...(byFirstCharacter.get(text[0] ?? "") ?? []), ...anywhere);
    }
    return found;
  }
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
