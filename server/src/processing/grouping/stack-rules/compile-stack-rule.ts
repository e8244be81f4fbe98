import { compileGlob, pathPattern, type TextTest } from "../glob.ts";
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

export interface LookUp {
  readonly key: TextKey;
  /** In lower case where case is of no account. */
  readonly pattern: string;
  readonly test: TextTest;
}

type StateTest = (state: StackState, index: number) => boolean;
type NeighbourTest = (view: FrameView, state: StackState, index: number) => boolean;
type FlagAction = Extract<StackAction, { readonly kind: "flag" }>;

export interface CompiledRule {
  /** Its place in the order. */
  readonly index: number;
  readonly text: string;
  readonly line: number;
  readonly builtIn: boolean;
  /** Whether it asks anything that is known of a frame for good, and is answered once for each distinct frame. */
  readonly isFixed: boolean;
  /** Those that it can match at all; null for every one. */
  readonly families: ReadonlySet<string> | null;
  /** A plain comparison with a pattern, by which rules are looked up. */
  readonly lookUp: LookUp | null;
  /** What else is known of a frame for good. */
  readonly rest: readonly FixedTest[];
  /** What earlier rules may have changed. */
  readonly changing: readonly StateTest[];
  /** A category without which it cannot match. */
  readonly needs: string | null;
  readonly exception: readonly ((exception: ExceptionView | undefined) => boolean)[];
  readonly caller: NeighbourTest | null;
  readonly callee: NeighbourTest | null;
  /** Whether it matches wherever what is fixed does. */
  readonly isDecided: boolean;
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
  const family = matchers.find(namesFamilies);
  const lookUp = matchers.find(isLookUp);
  const changing = matchers.flatMap((matcher) => changingTest(matcher) ?? []);
  const exception = matchers.flatMap((matcher) => exceptionTest(matcher) ?? []);
  return {
    index,
    text: rule.text,
    line: rule.line,
    builtIn,
    isFixed: matchers.some((matcher) => fixedTest(matcher) !== undefined),
    families: family === undefined ? null : new Set(family.argument.split(",")),
    lookUp: lookUp === undefined ? null : { key: lookUp.key, pattern: lookUpPattern(lookUp), test: textTest(lookUp) },
    rest: matchers.flatMap((matcher) => (matcher === family || matcher === lookUp ? [] : (fixedTest(matcher) ?? []))),
    changing,
    needs: internalized(matchers.find(namesCategory)?.argument),
    exception,
    caller: neighbourTest(rule.caller),
    callee: neighbourTest(rule.callee),
    isDecided: changing.length === 0 && exception.length === 0 && rule.caller === null && rule.callee === null,
    app: flags("app"),
    category: internalized(actions.findLast((action) => action.kind === "category")?.category),
    group: flags("group"),
    maxFrames: count("maxFrames"),
    minFrames: count("minFrames"),
  };
}

type TextMatcher = StackMatcher & { readonly key: TextKey };

function looksAtText(matcher: StackMatcher): matcher is TextMatcher {
  return matcher.on === "frame" && (matcher.key === "function" || matcher.key === "module" || matcher.key === "package" || matcher.key === "path");
}

function isLookUp(matcher: StackMatcher): matcher is TextMatcher {
  return looksAtText(matcher) && !matcher.negated;
}

function lookUpPattern({ key, argument }: TextMatcher): string {
  return isPathLike(key) ? pathPattern(argument) : argument;
}

function isPathLike(key: string): boolean {
  return key === "path" || key === "package";
}

function textTest({ key, argument }: TextMatcher): TextTest {
  return compileGlob(argument, isPathLike(key) ? "path" : "text");
}

function namesFamilies({ key, negated, argument }: StackMatcher): boolean {
  return key === "family" && !negated && !argument.split(",").includes("all");
}

function namesCategory(matcher: StackMatcher): boolean {
  return matcher.on === "frame" && matcher.key === "category" && !matcher.negated && /^\w+$/.test(matcher.argument);
}

/** The one copy that the engine has of a name: categories are compared for every rule and frame, and then without a look at their characters. */
function internalized(name: string | undefined): string | null {
  return name === undefined ? null : (Object.keys({ [name]: null })[0] ?? name);
}

function fixedTest(matcher: StackMatcher): FixedTest | undefined {
  const { negated, argument } = matcher;
  if (matcher.key === "family") {
    const families = new Set(argument.split(","));
    return families.has("all") ? () => !negated : (view) => families.has(view.family) !== negated;
  }
  if (!looksAtText(matcher)) return undefined;
  const { key } = matcher;
  const test = textTest(matcher);
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
