import { decodeJsonText } from "../json/decode.ts";
import { isArray, isObject, type Json, type JsonObject } from "../json/json.ts";
import { finderOf } from "./patterns.ts";
import { builtInRules, filteredText, targetNamed, type Redaction, type Rule, type Target } from "./rule.ts";
import { parseSelector, type Selector } from "./selector.ts";

/** Rules with the values that they apply to. */
export interface Application {
  readonly selector: Selector;
  readonly rules: readonly Rule[];
}

export type ParsedPiiConfig = { readonly applications: readonly Application[] } | { readonly problem: string };

const maxRules = 200;
const maxDepth = 5;

/**
 * Reads advanced scrubbing rules: `{"rules": {"0": {"type": "pattern", "pattern": "…", "redaction": {"method": "mask"}}},
 * "applications": {"$string": ["0", "@email"]}}`. The problem is for a person.
 */
export function parsePiiConfig(text: string): ParsedPiiConfig {
  const decoded = decodeJsonText(text);
  if ("problem" in decoded) return { problem: `The rules are not JSON: ${decoded.problem}` };
  if (!isObject(decoded.value)) return { problem: "The rules must be a JSON object with rules and applications." };
  try {
    return { applications: readApplications(decoded.value) };
  } catch (error) {
    if (error instanceof ConfigProblem) return { problem: error.message };
    throw error;
  }
}

class ConfigProblem extends Error {
  override readonly name = "ConfigProblem";
}

function readApplications(config: JsonObject): Application[] {
  const { rules = {}, applications = {} } = config;
  if (!isObject(rules)) throw new ConfigProblem("rules must be an object of rules by their names.");
  if (!isObject(applications)) throw new ConfigProblem("applications must be an object of lists of rules by selectors.");
  if (Object.keys(rules).length > maxRules || Object.keys(applications).length > maxRules) throw new ConfigProblem(`There may be at most ${maxRules} rules.`);
  // Also those that nothing applies: a mistake in them is one all the same.
  for (const name of Object.keys(rules)) resolve(name, rules, maxDepth);
  return Object.entries(applications).map(([source, names]) => {
    const parsed = parseSelector(source);
    if ("problem" in parsed) throw new ConfigProblem(`The selector ${JSON.stringify(source)} cannot be read: ${parsed.problem}.`);
    if (!isArray(names)) throw new ConfigProblem(`The rules of ${JSON.stringify(source)} must be a list of names.`);
    return { selector: parsed.selector, rules: names.flatMap((name) => resolve(textOf(name, "A rule's name"), rules, maxDepth)) };
  });
}

function resolve(name: string, rules: JsonObject, depth: number): readonly Rule[] {
  const own = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (own === undefined) {
    const known = builtInRules(name);
    if (known === undefined) throw new ConfigProblem(`There is no rule ${JSON.stringify(name)}.`);
    return known;
  }
  if (!isObject(own)) throw new ConfigProblem(`The rule ${JSON.stringify(name)} must be an object.`);
  if (depth === 0) throw new ConfigProblem(`The rule ${JSON.stringify(name)} refers to itself, or to others too deeply.`);
  const type = textOf(own["type"], `The type of the rule ${JSON.stringify(name)}`);
  const redaction = readRedaction(own["redaction"], name);
  if (type !== "alias" && type !== "multiple") return [{ id: name, target: readTarget(type, own, name), redaction: redaction ?? { method: "remove" } }];
  const names = type === "alias" ? [own["rule"] ?? null] : isArray(own["rules"]) ? own["rules"] : [];
  const inner = names.flatMap((each) => resolve(textOf(each, `A rule that ${JSON.stringify(name)} names`), rules, depth - 1));
  const hidden = own["hideInner"] === true;
  return inner.map((rule) => ({ id: hidden ? name : rule.id, target: rule.target, redaction: redaction ?? rule.redaction }));
}

function readRedaction(value: Json | undefined, name: string): Redaction | undefined {
  const method = isObject(value) ? value["method"] : value;
  switch (method) {
    case undefined:
    case null:
    case "default":
      return undefined;
    case "remove":
    case "mask":
    case "hash":
      return { method };
    case "replace": {
      const text = isObject(value) ? value["text"] : undefined;
      return { method, text: typeof text === "string" ? text.slice(0, 200) : filteredText };
    }
    default:
      throw new ConfigProblem(`The redaction of the rule ${JSON.stringify(name)} must be one of remove, mask, hash, replace.`);
  }
}

function readTarget(type: string, own: JsonObject, name: string): Target {
  if (type === "pattern") {
    const wanted = own["replaceGroups"];
    const groups = isArray(wanted) ? wanted.filter((group) => typeof group === "number") : undefined;
    return { kind: "text", find: finderOf(readPattern(own["pattern"], name, groups === undefined ? "g" : "dg"), groups) };
  }
  if (type === "redact_pair" || type === "redactPair") return { kind: "named", pattern: readPattern(own["keyPattern"], name, "") };
  const target = targetNamed(type);
  if (target === undefined) throw new ConfigProblem(`The rule ${JSON.stringify(name)} has the type ${JSON.stringify(type)}, which is not known.`);
  return target;
}

const maxPattern = 1000;
/** A repetition of what holds a repetition: text that nearly fits can take for ever. */
const nested = /\((?:[^()\\]|\\.)*[+*}](?:[^()\\]|\\.)*\)(?:[+*]|\{\d+,)/;

function readPattern(value: Json | undefined, name: string, flags: string): RegExp {
  const source = textOf(value, `The pattern of the rule ${JSON.stringify(name)}`);
  if (source === "" || source.length > maxPattern)
    throw new ConfigProblem(`The pattern of the rule ${JSON.stringify(name)} must have 1 to ${maxPattern} characters.`);
  if (nested.test(source)) throw new ConfigProblem(`The pattern of the rule ${JSON.stringify(name)} repeats a repetition, which can take too long.`);
  const [, inline = "", rest = source] = /^\(\?([ims]+)\)(.*)$/s.exec(source) ?? [];
  try {
    return new RegExp(rest, flags + [...new Set(inline)].join(""));
  } catch (error) {
    throw new ConfigProblem(
      `The pattern of the rule ${JSON.stringify(name)} is no regular expression: ${error instanceof Error ? error.message : "it cannot be read"}`,
    );
  }
}

function textOf(value: Json | undefined, what: string): string {
  if (typeof value !== "string") throw new ConfigProblem(`${what} must be text.`);
  return value;
}
