import { parseRuleLines, type ParsedRules, type RuleReader } from "../rule-reader.ts";
import { fingerprintKeys, type FingerprintKey, type FingerprintMatcher, type FingerprintRule } from "./fingerprint-rule.ts";

/** The language of `grouping.md` §4.5: `matchers -> fingerprint title="…"`. */
export function parseFingerprintRules(text: string): ParsedRules<FingerprintRule> {
  return parseRuleLines(text, parseRule);
}

function parseRule(reader: RuleReader, text: string, line: number): FingerprintRule {
  const matchers: FingerprintMatcher[] = [];
  for (reader.skipSpace(); !reader.take("->"); reader.skipSpace()) {
    if (reader.atEnd()) reader.fail('expected "->" and a fingerprint');
    matchers.push(matcher(reader));
  }
  if (matchers.length === 0) reader.fail("expected a matcher such as error.type:ValueError before the arrow");
  const { fingerprint, title } = result(reader);
  return { text, line, matchers, fingerprint, title };
}

const quoted = /"((?:[^"\\]|\\.)*)"/y;
const keyPattern = /[\w.-]+(?=:)/y;
const unquoted = /[^\s"]\S*/y;

function matcher(reader: RuleReader): FingerprintMatcher {
  const start = reader.position;
  const negated = reader.take("!");
  const name = unescaped(reader.match(quoted)?.[1]) ?? reader.match(keyPattern)?.[0];
  if (name === undefined || !reader.take(":")) return reader.fail("expected a matcher such as error.type:ValueError", start);
  const at = reader.position;
  const pattern = unescaped(reader.match(quoted)?.[1]) ?? reader.match(unquoted)?.[0];
  if (pattern === undefined) return reader.fail(reader.looksAt('"') ? "this quote is never closed" : `expected what "${name}" is compared with`, at);
  const key = keyOf(name);
  return key === undefined ? reader.fail(`there is no matcher "${name}"`, start) : { key, negated, pattern };
}

function keyOf(name: string): FingerprintKey | undefined {
  if (name.startsWith("tags.") && name.length > 5) return { of: "tags", member: "tag", tag: name.slice(5) };
  const known: Readonly<Record<string, FingerprintKey>> = fingerprintKeys;
  return Object.hasOwn(known, name) ? known[name] : undefined;
}

function unescaped(text: string | undefined): string | undefined {
  return text?.replaceAll(/\\(["\\])/g, "$1");
}

const attributePattern = /([\w.-]+)="((?:[^"\\]|\\.)*)"/y;
const variablePattern = /\{\{\s*(\S+?)\s*\}\}/y;
const textPattern = /[^\s,{"]+/y;

function result(reader: RuleReader): { readonly fingerprint: readonly string[]; readonly title: string | null } {
  const fingerprint: string[] = [];
  let title: string | null = null;
  for (reader.skipSpace(); !reader.atEnd(); reader.skipSpace()) {
    const start = reader.position;
    const attribute = reader.match(attributePattern);
    if (attribute !== null) {
      if (attribute[1] !== "title") reader.fail(`there is no attribute "${attribute[1] ?? ""}"`, start);
      if (title !== null) reader.fail("a rule has only one title", start);
      title = unescaped(attribute[2]) ?? null;
      continue;
    }
    const part = unescaped(reader.match(quoted)?.[1]) ?? variable(reader) ?? reader.match(textPattern)?.[0];
    if (part === undefined) return reader.fail(reader.looksAt('"') ? "this quote is never closed" : "expected text or a variable such as {{ transaction }}");
    fingerprint.push(part);
    reader.skipSpace();
    reader.take(",");
  }
  if (fingerprint.length === 0) reader.fail("expected a fingerprint after the arrow");
  return { fingerprint, title };
}

function variable(reader: RuleReader): string | undefined {
  const name = reader.match(variablePattern)?.[1];
  return name === undefined ? undefined : `{{ ${name} }}`;
}
