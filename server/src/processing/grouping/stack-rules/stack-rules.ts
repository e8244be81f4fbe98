import type { ConfigTraits } from "../v1/config-traits.ts";
import { newestRules, readRuleRows, type RuleRow } from "./built-in-stack-rules.ts";
import { compileStackRule, type CompiledRule, type ExceptionView, type StackState } from "./compile-stack-rule.ts";
import { classifies, decidesGroup, type FrameRules } from "./frame-rules.ts";
import { formerRules } from "./former-stack-rules.ts";
import type { FrameView } from "./frame-view.ts";
import { RuleLookUp } from "./rule-look-up.ts";
import { parseStackRules } from "./parse-stack-rules.ts";

/** What rules look at in a stack trace; worked out once for each distinct frame. */
export interface RuledFrame {
  readonly view: FrameView;
  readonly rules: FrameRules;
}

export interface Classified extends StackState {
  /** The rule that decided `inApp`, by position. */
  readonly decidedBy: (CompiledRule | undefined)[];
}

export interface GroupChange {
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
    for (const rule of rules) if (rule.isFixed) this.#lookUp.add(rule);
    this.seesExceptions = rules.some(({ exception }) => exception.length > 0);
    this.#classifiers = new RuleList(rules.filter(classifies));
    this.#groupers = new RuleList(rules.filter(decidesGroup));
  }

  forFrame(view: FrameView): FrameRules {
    return this.#lookUp.fitting(view);
  }

  /** Each rule finds all its frames in the state that earlier ones left, and is applied to them after that. */
  classify(frames: readonly RuledFrame[], clientInApp: readonly (boolean | undefined)[], exception: ExceptionView | undefined): Classified {
    const state: Classified = { inApp: [...clientInApp], category: [], decidedBy: [] };
    const present = new Set<string>();
    const candidates = candidatesOf(frames, "classifiers");
    this.#classifiers.run(candidates, { frames, state, exception, present }, (rule, matched) => {
      const { category } = rule;
      if (category !== null) {
        for (const frame of matched) state.category[frame] = category;
        present.add(category);
      }
      if (rule.app.length > 0) for (const frame of matched) decideInApp(rule, frame, state);
    });
    return state;
  }

  groupChanges(frames: readonly RuledFrame[], state: StackState, exception: ExceptionView | undefined): GroupChanges {
    const present = new Set<string>();
    for (const category of state.category) if (category !== undefined) present.add(category);
    const candidates = candidatesOf(frames, "groupers");
    if (candidates.length === 0 && present.size === 0 && this.#groupers.needsNoCategory.length === 0) return noChanges;
    const changes: GroupChange[] = [];
    let maxFrames: number | null = null;
    let minFrames: number | null = null;
    this.#groupers.run(candidates, { frames, state, exception, present }, (rule, matched) => {
      maxFrames = rule.maxFrames ?? maxFrames;
      minFrames = rule.minFrames ?? minFrames;
      for (const each of matched)
        for (const { range, value } of rule.group) {
          const [from, to] = inRange(range, each, frames.length);
          for (let frame = from; frame < to; frame++) changes.push({ frame, contributes: value, rule });
        }
    });
    return { changes, maxFrames, minFrames };
  }
}

function decideInApp(rule: CompiledRule, frame: number, { inApp, decidedBy }: Classified): void {
  for (const { range, value } of rule.app) {
    const [from, to] = inRange(range, frame, inApp.length);
    for (let i = from; i < to; i++) {
      inApp[i] = value;
      decidedBy[i] = rule;
    }
  }
}

function inRange(range: "self" | "above" | "below", frame: number, count: number): readonly [from: number, to: number] {
  return range === "self" ? [frame, frame + 1] : range === "above" ? [frame + 1, count] : [0, frame];
}

/** A rule with the frames of which all that is fixed fits it. */
interface Candidate {
  readonly rule: CompiledRule;
  readonly frames: readonly number[];
}

interface Scene {
  readonly frames: readonly RuledFrame[];
  readonly state: StackState;
  readonly exception: ExceptionView | undefined;
  /** The categories that any frame has by now. */
  readonly present: ReadonlySet<string>;
}

type Apply = (rule: CompiledRule, matched: readonly number[]) => void;

/** In the order of the rules. */
function candidatesOf(frames: readonly RuledFrame[], half: "classifiers" | "groupers"): readonly Candidate[] {
  const found = new Map<CompiledRule, number[]>();
  for (let frame = 0; frame < frames.length; frame++) {
    for (const rule of frames[frame]?.rules[half] ?? []) {
      const known = found.get(rule);
      if (known === undefined) found.set(rule, [frame]);
      else known.push(frame);
    }
  }
  return found.size === 0 ? none : Array.from(found, ([rule, at]) => ({ rule, frames: at })).sort((a, b) => a.rule.index - b.rule.index);
}

const none: readonly Candidate[] = [];

/** One half of the rules, in order: those that a frame as such decides about come as candidates, the others only look at what rules set. */
class RuleList {
  readonly #changing: readonly CompiledRule[];
  readonly needsNoCategory: readonly CompiledRule[];

  constructor(rules: readonly CompiledRule[]) {
    this.#changing = rules.filter(({ isFixed }) => !isFixed);
    this.needsNoCategory = this.#changing.filter(({ needs }) => needs === null);
  }

  /** Calls `apply` for every rule that matches anywhere, in order. */
  run(candidates: readonly Candidate[], scene: Scene, apply: Apply): void {
    if (candidates.length === 0 && scene.present.size === 0 && this.needsNoCategory.length === 0) return;
    let at = 0;
    for (const rule of this.#changing) {
      for (let next = candidates[at]; next !== undefined && next.rule.index < rule.index; next = candidates[++at]) runCandidate(next, scene, apply);
      if (rule.needs === null || scene.present.has(rule.needs)) runEverywhere(rule, scene, apply);
    }
    for (let next = candidates[at]; next !== undefined; next = candidates[++at]) runCandidate(next, scene, apply);
  }
}

function runCandidate({ rule, frames }: Candidate, scene: Scene, apply: Apply): void {
  const matched = rule.isDecided ? frames : frames.filter((frame) => matches(rule, frame, scene));
  if (matched.length > 0) apply(rule, matched);
}

function runEverywhere(rule: CompiledRule, scene: Scene, apply: Apply): void {
  const { category } = scene.state;
  const { needs } = rule;
  let matched: number[] | undefined;
  for (let frame = 0; frame < scene.frames.length; frame++)
    if ((needs === null || category[frame] === needs) && matches(rule, frame, scene)) (matched ??= []).push(frame);
  if (matched !== undefined) apply(rule, matched);
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

const sets = { "2026-01-20": newestRules, "2023-01-11": formerRules } satisfies Record<ConfigTraits["stackRules"], readonly RuleRow[]>;
const compiled = new Map<keyof typeof sets, readonly CompiledRule[]>();

function builtInRules(set: keyof typeof sets): readonly CompiledRule[] {
  const rules = compiled.get(set) ?? readRuleRows(sets[set]).map((rule, index) => compileStackRule(rule, index, true));
  compiled.set(set, rules);
  return rules;
}

/** The built-in rules and after them those of a project. Rules with a mistake count as none (`grouping.md` §8.1). */
export function compileStackRules(projectRules: string, set: ConfigTraits["stackRules"]): StackRules {
  const builtIn = builtInRules(set);
  const parsed = parseStackRules(projectRules);
  const own = "rules" in parsed ? parsed.rules : [];
  const offset = builtIn.length;
  return new StackRules([...builtIn, ...own.map((rule, index) => compileStackRule(rule, offset + index, false))]);
}
