import { parseRuleLines, type ParsedRules, type RuleReader } from "../rule-reader.ts";
import { exceptionKeys, frameKeys, type StackAction, type StackMatcher, type StackRule } from "./stack-rule.ts";

/** The language of `grouping.md` §8.1: `[ caller ] | matchers | [ callee ] actions`. */
export function parseStackRules(text: string): ParsedRules<StackRule> {
  return parseRuleLines(text, parseRule);
}

function parseRule(reader: RuleReader, text: string, line: number): StackRule {
  const caller = reader.looksAt("[") ? neighbour(reader) : null;
  if (caller !== null) {
    reader.skipSpace();
    if (!reader.take("|")) reader.fail('expected "|" after the caller');
  }
  const matchers: StackMatcher[] = [];
  const actions: StackAction[] = [];
  let callee: StackMatcher | null = null;
  for (reader.skipSpace(); !reader.atEnd(); reader.skipSpace()) {
    const found = action(reader);
    if (found !== undefined) actions.push(found);
    else if (actions.length > 0) reader.fail('expected an action such as "+app", "-group" or "category=name"');
    else if (reader.take("|")) {
      reader.skipSpace();
      if (callee !== null) reader.fail("only one callee can be looked at");
      if (!reader.looksAt("[")) reader.fail('expected "[" before the callee');
      callee = neighbour(reader);
    } else if (callee === null) matchers.push(matcher(reader, false));
    else reader.fail('expected an action such as "+app", "-group" or "category=name"');
  }
  if (matchers.length === 0) reader.fail("expected a matcher such as path:**/vendor/**");
  if (actions.length === 0) reader.fail('expected an action such as "+app", "-group" or "category=name"');
  return { text: text.replace(/\s#.*$/, "").trim(), line, matchers, caller, callee, actions };
}

function neighbour(reader: RuleReader): StackMatcher {
  reader.take("[");
  reader.skipSpace();
  const found = matcher(reader, true);
  if (found.on === "exception") reader.fail("a neighbour is a frame and has no exception");
  reader.skipSpace();
  if (!reader.take("]")) reader.fail('expected "]": only one matcher can look at a neighbour');
  return found;
}

const namePattern = /[a-z._]+(?=:)/y;
const quoted = /"([^"]*)"/y;
const unquoted = /[^\s"]\S*/y;
const unquotedInBrackets = /[^\s"\]]+(?:\](?=\S)[^\s\]]*)*/y;

function matcher(reader: RuleReader, inBrackets: boolean): StackMatcher {
  const start = reader.position;
  const negated = reader.take("!");
  const name = reader.match(namePattern)?.[0];
  if (name === undefined) return reader.fail("expected a matcher such as path:**/vendor/**", start);
  reader.take(":");
  const at = reader.position;
  const argument = reader.match(quoted)?.[1] ?? reader.match(inBrackets ? unquotedInBrackets : unquoted)?.[0];
  if (argument === undefined) return reader.fail(reader.looksAt('"') ? "this quote is never closed" : `expected what "${name}" is compared with`, at);
  const common = { negated, argument: argument.replaceAll("\\\\", "\\") };
  const frameKey = own(frameKeys, name);
  if (frameKey !== undefined) return { on: "frame", key: frameKey, ...checked(reader, frameKey, common, at) };
  const exceptionKey = own(exceptionKeys, name);
  if (exceptionKey !== undefined) return { on: "exception", key: exceptionKey, ...common };
  return reader.fail(`there is no matcher "${name}"`, start);
}

function checked<Common extends { readonly argument: string }>(reader: RuleReader, key: string, common: Common, at: number): Common {
  if (key === "app" && !/^(?:1|yes|true|0|no|false)$/.test(common.argument)) reader.fail('"app" is yes or no', at);
  if (key === "family" && !common.argument.split(",").every((each) => /^(?:native|javascript|other|all)$/.test(each)))
    reader.fail('"family" is native, javascript, other or all', at);
  return common;
}

function own<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

const flagAction = /([\^v]?)([+-])(app|group)(?!\S)/y;
const variableAction = /(max-frames|min-frames|category|invert-stacktrace)\s*=\s*(\S*)/y;
const ranges: Readonly<Record<string, "above" | "below">> = { "^": "above", v: "below" };

function action(reader: RuleReader): StackAction | undefined {
  const flag = reader.match(flagAction);
  if (flag !== null) return { kind: "flag", flag: flag[3] === "app" ? "app" : "group", value: flag[2] === "+", range: ranges[flag[1] ?? ""] ?? "self" };
  const variable = reader.match(variableAction);
  if (variable === null) return undefined;
  const [, name, value = ""] = variable;
  if (name === "category") return value === "" ? reader.fail("expected the name of a category", reader.position) : { kind: "category", category: value };
  if (name === "invert-stacktrace") return { kind: "none" };
  if (!/^\d{1,6}$/.test(value)) return reader.fail("expected a number", reader.position - value.length);
  return { kind: name === "max-frames" ? "maxFrames" : "minFrames", count: Number(value) };
}
