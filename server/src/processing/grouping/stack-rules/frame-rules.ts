import type { CompiledRule } from "./compile-stack-rule.ts";

/** Sets beyond these are forgotten together: only rules that somebody wrote to that end have so many. */
const maxSets = 4096;

/**
 * The rules that can match a frame as far as the frame itself decides. There are few such sets, so they are not made for
 * each frame but found: every set knows those that have one rule more.
 */
export class FrameRules {
  readonly classifiers: readonly CompiledRule[];
  readonly groupers: readonly CompiledRule[];
  readonly #rules: readonly CompiledRule[];
  readonly #larger = new Map<CompiledRule, FrameRules>();
  readonly #count: { sets: number };

  constructor(rules: readonly CompiledRule[], count = { sets: 0 }) {
    this.#rules = rules;
    this.#count = count;
    this.classifiers = rules.filter(classifies);
    this.groupers = rules.filter(decidesGroup);
    count.sets++;
  }

  get isCrowded(): boolean {
    return this.#count.sets > maxSets;
  }

  with(rule: CompiledRule): FrameRules {
    const known = this.#larger.get(rule);
    if (known !== undefined) return known;
    const larger = new FrameRules([...this.#rules, rule], this.#count);
    this.#larger.set(rule, larger);
    return larger;
  }
}

export function classifies({ app, category }: CompiledRule): boolean {
  return app.length > 0 || category !== null;
}

export function decidesGroup({ group, maxFrames, minFrames }: CompiledRule): boolean {
  return group.length > 0 || maxFrames !== null || minFrames !== null;
}
