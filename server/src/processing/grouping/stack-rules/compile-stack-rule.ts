import { compileGlob } from "../glob.ts";
import type { FrameView } from "./frame-view.ts";
import type { StackAction, StackMatcher, StackRule } from "./stack-rule.ts";

/** What a matcher of rules can see of the exception that owns the stack trace. */
export interface ExceptionView {
  readonly type: string | undefined;
  readonly value: string | undefined;
  readonly mechanism: string | undefined;
}

/** What rules set, by position in the stack trace. */
export interface StackState {
  readonly inApp: (boolean | undefined)[];
  readonly category: (string | undefined)[];
}

type FixedTest = (view: FrameView) => boolean;
type TextKey = "function" | "module" | "package" | "path";
type StateTest = (state: StackState, index: number) => boolean;
type NeighbourTest = (view: FrameView, state: StackState, index: number) => boolean;
type FlagAction = Extract<StackAction, { readonly kind: "flag" }>;

export interface CompiledRule {
  /** Its place in the order. */
  readonly index: number;
  readonly text: string;
  readonly line: number;
  readonly builtIn: boolean;
  /** What is known of a frame for good: these are answered once for each distinct frame. */
  readonly fixed: readonly FixedTest[];
  /** Those that it can match at all; null for every one. */
  readonly families: ReadonlySet<string> | null;
  /** One of them that is a plain comparison with a pattern, by which rules are looked up. */
  readonly lookUp: { readonly key: TextKey; readonly pattern: string } | null;
  /** What earlier rules may have changed. */
  readonly changing: readonly StateTest[];
  /** A category without which it cannot match. */
  readonly needs: string | null;
  readonly exception: readonly ((exception: ExceptionView | undefined) => boolean)[];
  readonly caller: NeighbourTest | null;
  readonly callee: NeighbourTest | null;
  readonly app: readonly FlagAction[];
  readonly category: string | null;
  readonly group: readonly FlagAction[];
  readonly maxFrames: number | null;
  readonly minFrames: number | null;
}

export function compileStackRule(rule: StackRule, index: number, builtIn: boolean): CompiledRule {
  const { matchers, actions } = rule;
  const flags = (flag: "app" | "group"): readonly FlagAction[] =>
    actions.filter((action): action is FlagAction => action.kind === "flag" && action.flag === flag);
  const count = (kind: "maxFrames" | "minFrames"): number | null => {
    const last = actions.findLast((action) => action.kind === kind);
    return last !== undefined && "count" in last ? last.count : null;
  };
  return {
    index,
    text: rule.text,
    line: rule.line,
    builtIn,
    fixed: matchers.flatMap((matcher) => fixedTest(matcher) ?? []),
    families: familiesOf(matchers),
    lookUp: lookUp(matchers),
    changing: matchers.flatMap((matcher) => changingTest(matcher) ?? []),
    needs:
      matchers.find((matcher) => matcher.on === "frame" && matcher.key === "category" && !matcher.negated && /^\w+$/.test(matcher.argument))?.argument ?? null,
    exception: matchers.flatMap((matcher) => exceptionTest(matcher) ?? []),
    caller: neighbourTest(rule.caller),
    callee: neighbourTest(rule.callee),
    app: flags("app"),
    category: actions.findLast((action) => action.kind === "category")?.category ?? null,
    group: flags("group"),
    maxFrames: count("maxFrames"),
    minFrames: count("minFrames"),
  };
}

function familiesOf(matchers: readonly StackMatcher[]): ReadonlySet<string> | null {
  const named = matchers.find(({ key, negated, argument }) => key === "family" && !negated && !argument.split(",").includes("all"));
  return named === undefined ? null : new Set(named.argument.split(","));
}

function lookUp(matchers: readonly StackMatcher[]): CompiledRule["lookUp"] {
  for (const { on, key, negated, argument } of matchers)
    if (on === "frame" && !negated && (key === "function" || key === "module" || key === "package" || key === "path")) return { key, pattern: argument };
  return null;
}

function fixedTest(matcher: StackMatcher): FixedTest | undefined {
  if (matcher.on === "exception" || matcher.key === "category" || matcher.key === "app") return undefined;
  const { key, negated, argument } = matcher;
  if (key === "family") {
    const families = new Set(argument.split(","));
    return families.has("all") ? () => !negated : (view) => families.has(view.family) !== negated;
  }
  const test = compileGlob(argument, key === "path" || key === "package" ? "path" : "text");
  return (view) => {
    const value = view[key];
    return (value !== undefined && test(value)) !== negated;
  };
}

function changingTest(matcher: StackMatcher): StateTest | undefined {
  if (matcher.on === "exception") return undefined;
  const { key, negated, argument } = matcher;
  if (key === "app") {
    const wanted = /^(?:1|yes|true)$/.test(argument);
    return (state, index) => ((state.inApp[index] ?? false) === wanted) !== negated;
  }
  if (key !== "category") return undefined;
  const test = compileGlob(argument, "text");
  return (state, index) => {
    const value = state.category[index];
    return (value !== undefined && test(value)) !== negated;
  };
}

function exceptionTest(matcher: StackMatcher): CompiledRule["exception"][number] | undefined {
  if (matcher.on === "frame") return undefined;
  const { key, negated, argument } = matcher;
  const test = compileGlob(argument, "text");
  return (exception) => test(exception?.[key] ?? "<unknown>") !== negated;
}

function neighbourTest(matcher: StackMatcher | null): NeighbourTest | null {
  if (matcher === null) return null;
  const fixed = fixedTest(matcher);
  if (fixed !== undefined) return fixed;
  const changing = changingTest(matcher);
  return changing === undefined ? null : (_view, state, index) => changing(state, index);
}
