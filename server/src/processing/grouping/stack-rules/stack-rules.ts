import { builtInStackRules } from "./built-in-stack-rules.ts";
import { compileStackRule, type CompiledRule, type ExceptionView, type StackState } from "./compile-stack-rule.ts";
import type { FrameView } from "./frame-view.ts";
import { RuleLookUp } from "./rule-look-up.ts";
import { parseStackRules } from "./parse-stack-rules.ts";

/** The rules that can match a frame as far as the frame itself decides; worked out once for each distinct frame. */
export interface FrameRules {
  readonly view: FrameView;
  readonly classifiers: readonly CompiledRule[];
  readonly groupers: readonly CompiledRule[];
}

export interface Classified extends StackState {
  /** The rule that decided `inApp`, by position. */
  readonly decidedBy: (CompiledRule | undefined)[];
}

interface GroupChange {
  readonly frame: number;
  readonly contributes: boolean;
  readonly rule: CompiledRule;
}

/** What the contributing half of the rules says of a stack trace; the same for both variants. */
export interface GroupChanges {
  readonly changes: readonly GroupChange[];
  readonly maxFrames: number | null;
  readonly minFrames: number | null;
}

const noChanges: GroupChanges = { changes: [], maxFrames: null, minFrames: null };

/**
 * A set of rules, compiled once. Each has a half that classifies (`app`, `category`) and one that decides what
 * contributes (`group`, `max-frames`, `min-frames`); `grouping.md` §8.3.
 */
export class StackRules {
  readonly #lookUp = new RuleLookUp();
  readonly #classifiers: RuleList;
  readonly #groupers: RuleList;
  /** Whether the result depends on more than the frames. */
  readonly seesExceptions: boolean;

  constructor(rules: readonly CompiledRule[]) {
    for (const rule of rules) if (rule.fixed.length > 0) this.#lookUp.add(rule);
    this.seesExceptions = rules.some(({ exception }) => exception.length > 0);
    this.#classifiers = new RuleList(rules.filter(classifies));
    this.#groupers = new RuleList(rules.filter(decidesGroup));
  }

  forFrame(view: FrameView): FrameRules {
    const fitting = this.#lookUp.fitting(view);
    return fitting.length === 0
      ? { view, classifiers: fitting, groupers: fitting }
      : { view, classifiers: fitting.filter(classifies), groupers: fitting.filter(decidesGroup) };
  }

  /** Each rule finds all its frames in the state that earlier ones left, and is applied to them after that. */
  classify(frames: readonly FrameRules[], clientInApp: readonly (boolean | undefined)[], exception: ExceptionView | undefined): Classified {
    const state: Classified = { inApp: [...clientInApp], category: [], decidedBy: [] };
    const present = new Set<string>();
    const candidates = this.#classifiers.candidates(frames, "classifiers");
    this.#classifiers.run(candidates, { frames, state, exception, present }, (rule, matched) => {
      for (const frame of matched) {
        if (rule.category !== null) {
          state.category[frame] = rule.category;
          present.add(rule.category);
        }
        for (const { range, value } of rule.app)
          eachInRange(range, frame, frames.length, (index) => {
            state.inApp[index] = value;
            state.decidedBy[index] = rule;
          });
      }
    });
    return state;
  }

  groupChanges(frames: readonly FrameRules[], state: StackState, exception: ExceptionView | undefined): GroupChanges {
    const present = new Set<string>();
    for (const category of state.category) if (category !== undefined) present.add(category);
    const candidates = this.#groupers.candidates(frames, "groupers");
    if (candidates.length === 0 && present.size === 0 && this.#groupers.needsNoCategory.length === 0) return noChanges;
    const changes: GroupChange[] = [];
    let maxFrames: number | null = null;
    let minFrames: number | null = null;
    this.#groupers.run(candidates, { frames, state, exception, present }, (rule, matched) => {
      if (matched.length === 0) return;
      maxFrames = rule.maxFrames ?? maxFrames;
      minFrames = rule.minFrames ?? minFrames;
      for (const each of matched)
        for (const { range, value } of rule.group) eachInRange(range, each, frames.length, (frame) => changes.push({ frame, contributes: value, rule }));
    });
    return { changes, maxFrames, minFrames };
  }
}

function eachInRange(range: "self" | "above" | "below", frame: number, count: number, visit: (index: number) => void): void {
  if (range === "self") visit(frame);
  const [from, to] = range === "above" ? [frame + 1, count] : range === "below" ? [0, frame] : [0, 0];
  for (let index = from; index < to; index++) visit(index);
}

interface Candidate {
  readonly rule: CompiledRule;
  readonly frame: number;
}

interface Scene {
  readonly frames: readonly FrameRules[];
  readonly state: StackState;
  readonly exception: ExceptionView | undefined;
  /** The categories that any frame has by now. */
  readonly present: ReadonlySet<string>;
}

function classifies({ app, category }: CompiledRule): boolean {
  return app.length > 0 || category !== null;
}

function decidesGroup({ group, maxFrames, minFrames }: CompiledRule): boolean {
  return group.length > 0 || maxFrames !== null || minFrames !== null;
}

/** One half of the rules, in order: those that a frame as such decides about come as candidates, the others only look at what rules set. */
class RuleList {
  readonly #changing: readonly CompiledRule[];
  readonly needsNoCategory: readonly CompiledRule[];

  constructor(rules: readonly CompiledRule[]) {
    this.#changing = rules.filter(({ fixed }) => fixed.length === 0);
    this.needsNoCategory = this.#changing.filter(({ needs }) => needs === null);
  }

  candidates(frames: readonly FrameRules[], half: "classifiers" | "groupers"): readonly Candidate[] {
    const found: Candidate[] = [];
    for (const [frame, rules] of frames.entries()) for (const rule of rules[half]) found.push({ rule, frame });
    return found.length > 1 ? found.sort((a, b) => a.rule.index - b.rule.index || a.frame - b.frame) : found;
  }

  /** Calls `apply` for every rule that matches anywhere, in order. */
  run(candidates: readonly Candidate[], scene: Scene, apply: (rule: CompiledRule, matched: readonly number[]) => void): void {
    if (candidates.length === 0 && scene.present.size === 0 && this.needsNoCategory.length === 0) return;
    let at = 0;
    for (const rule of this.#changing) {
      at = runBefore(rule.index, candidates, at, scene, apply);
      if (rule.needs !== null && !scene.present.has(rule.needs)) continue;
      const matched: number[] = [];
      for (let frame = 0; frame < scene.frames.length; frame++) if (matches(rule, frame, scene)) matched.push(frame);
      if (matched.length > 0) apply(rule, matched);
    }
    runBefore(Infinity, candidates, at, scene, apply);
  }
}

/** All rules of the candidates with an index below `end`; each with its frames together. */
function runBefore(
  end: number,
  candidates: readonly Candidate[],
  from: number,
  scene: Scene,
  apply: (rule: CompiledRule, matched: readonly number[]) => void,
): number {
  let at = from;
  for (let candidate = candidates[at]; candidate !== undefined && candidate.rule.index < end; candidate = candidates[at]) {
    const { rule } = candidate;
    const matched: number[] = [];
    for (let same: Candidate | undefined = candidate; same?.rule === rule; same = candidates[++at])
      if (matches(rule, same.frame, scene)) matched.push(same.frame);
    if (matched.length > 0) apply(rule, matched);
  }
  return at;
}

/** All but the fixed tests, which made the frame a candidate. */
function matches(rule: CompiledRule, frame: number, { frames, state, exception }: Scene): boolean {
  for (const test of rule.changing) if (!test(state, frame)) return false;
  if (rule.caller !== null) {
    const caller = frames[frame - 1];
    if (caller === undefined || !rule.caller(caller.view, state, frame - 1)) return false;
  }
  if (rule.callee !== null) {
    const callee = frames[frame + 1];
    if (callee === undefined || !rule.callee(callee.view, state, frame + 1)) return false;
  }
  for (const test of rule.exception) if (!test(exception)) return false;
  return true;
}

let builtIn: readonly CompiledRule[] | undefined;

/** The built-in rules and after them those of a project. Rules with a mistake count as none (`grouping.md` §8.1). */
export function compileStackRules(projectRules: string): StackRules {
  builtIn ??= builtInStackRules().map((rule, index) => compileStackRule(rule, index, true));
  const parsed = parseStackRules(projectRules);
  const own = "rules" in parsed ? parsed.rules : [];
  const offset = builtIn.length;
  return new StackRules([...builtIn, ...own.map((rule, index) => compileStackRule(rule, offset + index, false))]);
}
