import { literalHead, longestLiteral } from "../glob.ts";
import { Recent } from "../recent.ts";
import type { CompiledRule, LookUp } from "./compile-stack-rule.ts";
import { FrameRules } from "./frame-rules.ts";
import { pathLike, type Family, type FrameView } from "./frame-view.ts";

/** Directories and packages of which it is known what they match, for each family. */
const maxRemembered = 512;

/** Finds the few rules that could match a frame among hundreds: almost all name a function, module or path that begins in a certain way. */
export class RuleLookUp {
  readonly #families: Readonly<Record<Family, FamilyRules>> = { native: new FamilyRules(), javascript: new FamilyRules(), other: new FamilyRules() };
  #none = new FrameRules([]);

  add(rule: CompiledRule): void {
    for (const [family, its] of Object.entries(this.#families)) if (rule.families?.has(family) !== false) its.add(rule);
  }

  /** The rules of which all that is fixed holds. */
  fitting(view: FrameView): FrameRules {
    if (this.#none.isCrowded) this.#none = new FrameRules([]);
    return this.#families[view.family].fitting(view, this.#none);
  }
}

class FamilyRules {
  readonly #functions = new Shelf(false);
  readonly #modules = new Shelf(false);
  readonly #packages = new RememberingShelf();
  readonly #directories = new RememberingShelf();
  readonly #files = new Shelf(true);
  readonly #others: CompiledRule[] = [];

  add(rule: CompiledRule): void {
    const { lookUp } = rule;
    if (lookUp === null) this.#others.push(rule);
    else if (lookUp.key === "function") this.#functions.add(rule, lookUp);
    else if (lookUp.key === "module") this.#modules.add(rule, lookUp);
    else if (lookUp.key === "package") this.#packages.add(rule, lookUp);
    else if (lookUp.pattern.endsWith("/**")) this.#directories.add(rule, lookUp);
    else this.#files.add(rule, lookUp);
  }

  fitting(view: FrameView, none: FrameRules): FrameRules {
    const { module, sentPackage, sentPath } = view;
    let found = picked(this.#others, view, none);
    found = picked(this.#functions.matching(view.function), view, found);
    if (module !== undefined) found = picked(this.#modules.matching(module), view, found);
    if (sentPackage !== undefined) found = picked(this.#packages.matching(sentPackage), view, found);
    if (sentPath === undefined) return found;
    // A pattern that ends in `/**` says the same of all files of a directory, and those come from few.
    const directory = sentPath.slice(0, Math.max(sentPath.lastIndexOf("/"), sentPath.lastIndexOf("\\")) + 1);
    found = picked(this.#directories.matching(directory), view, found);
    return this.#files.isEmpty ? found : picked(this.#files.matching(view.path ?? ""), view, found);
  }
}

function picked(rules: readonly CompiledRule[], view: FrameView, found: FrameRules): FrameRules {
  let all = found;
  for (const rule of rules) if (holds(rule, view)) all = all.with(rule);
  return all;
}

function holds({ rest }: CompiledRule, view: FrameView): boolean {
  for (const test of rest) if (!test(view)) return false;
  return true;
}

const noRules: readonly CompiledRule[] = [];

interface Headed {
  readonly rule: CompiledRule;
  readonly test: LookUp["test"];
  readonly head: string;
  /** Nothing but the beginning is asked. */
  readonly isWhole: boolean;
}

/** Rules that look at one key, by what their pattern begins with. */
class Shelf {
  readonly #exact = new Map<string, Headed[]>();
  readonly #byFirstCharacter = new Map<number, Headed[]>();
  readonly #anywhere: { readonly rule: CompiledRule; readonly lookUp: LookUp }[] = [];
  /** Of paths and packages. */
  readonly #isPath: boolean;
  #hints: RegExp | null | undefined;
  isEmpty = true;

  constructor(isPath: boolean) {
    this.#isPath = isPath;
  }

  add(rule: CompiledRule, lookUp: LookUp): void {
    this.isEmpty = false;
    this.#hints = undefined;
    const { text, rest } = literalHead(lookUp.pattern);
    const head = this.#isPath ? withoutSlash(text) : text;
    const isWhole = this.#isPath ? text.startsWith("/") && text.endsWith("/") && rest === "**" : /^\*+$/.test(rest);
    const entry: Headed = { rule, test: lookUp.test, head, isWhole };
    if (rest === "") push(this.#exact, head, entry);
    else if (head === "") this.#anywhere.push({ rule, lookUp });
    else push(this.#byFirstCharacter, head.charCodeAt(0), entry);
  }

  /** Paths and packages as they are compared: in lower case, with forward slashes. */
  matching(value: string): readonly CompiledRule[] {
    const text = this.#isPath ? withoutSlash(value) : value;
    let found: CompiledRule[] | undefined;
    const exact = this.#exact.size === 0 ? undefined : this.#exact.get(text);
    if (exact !== undefined) for (const { rule, test } of exact) if (test(value)) (found ??= []).push(rule);
    const headed = this.#byFirstCharacter.get(text.charCodeAt(0));
    if (headed !== undefined) {
      for (const { rule, test, head, isWhole } of headed) if (text.startsWith(head) && (isWhole || test(value))) (found ??= []).push(rule);
    }
    if (this.#anywhere.length > 0 && this.#hintsOf()?.test(value) !== false) {
      for (const { rule, lookUp } of this.#anywhere) if (lookUp.test(value)) (found ??= []).push(rule);
    }
    return found ?? noRules;
  }

  /** One search for what every pattern must contain, instead of a search for each. Without a match none of them can hold. */
  #hintsOf(): RegExp | null {
    if (this.#hints !== undefined) return this.#hints;
    const literals = this.#anywhere.map(({ lookUp: { pattern } }) => longestLiteral(pattern));
    const usable = literals.every((literal) => literal !== "");
    this.#hints = usable ? new RegExp(literals.map((literal) => literal.replaceAll(/[^\w/]/g, String.raw`\$&`)).join("|")) : null;
    return this.#hints;
  }
}

/** For texts of which there are few. */
class RememberingShelf {
  readonly #shelf = new Shelf(true);
  readonly #known = new Recent<string, readonly CompiledRule[]>(maxRemembered);

  add(rule: CompiledRule, lookUp: LookUp): void {
    this.#shelf.add(rule, lookUp);
  }

  /** As sent. */
  matching(sent: string): readonly CompiledRule[] {
    if (this.#shelf.isEmpty) return noRules;
    const known = this.#known.get(sent);
    if (known !== undefined) return known;
    const found = this.#shelf.matching(pathLike(sent));
    this.#known.set(sent, found);
    return found;
  }
}

function push<Key>(map: Map<Key, Headed[]>, key: Key, entry: Headed): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [entry]);
  else known.push(entry);
}

/** Patterns of paths are tried with and without one in front. */
function withoutSlash(path: string): string {
  return path.startsWith("/") ? path.slice(1) : path;
}
