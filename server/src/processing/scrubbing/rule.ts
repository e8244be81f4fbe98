import { hash } from "node:crypto";
import { finders, secretWord, type Finder, type Span } from "./patterns.ts";

/** What becomes of what a rule has found. */
export type Redaction =
  | { readonly method: "remove" }
  | { readonly method: "mask" }
  | { readonly method: "hash" }
  | { readonly method: "replace"; readonly text: string };

/** What a rule looks for: everything, texts of a kind, or values by the name that they have. */
export type Target =
  | { readonly kind: "anything" }
  | { readonly kind: "text"; readonly find: Finder }
  /** Under a name that fits, or with a text that does: the whole value. */
  | { readonly kind: "named"; readonly pattern: RegExp };

export interface Rule {
  /** As remarks name it. */
  readonly id: string;
  readonly target: Target;
  readonly redaction: Redaction;
}

type RemarkType = "x" | "s" | "m" | "p";
/** `_meta`'s `rem` entries (`protocol.md` §10.8): places count characters, not UTF-16 units. */
export type Remark = readonly [rule: string, type: RemarkType] | readonly [rule: string, type: RemarkType, from: number, to: number];

/** A part of a text: as it was, or put there by a rule. */
type Chunk = { readonly text: string; readonly by?: undefined } | { readonly text: string; readonly by: string; readonly type: RemarkType };

export interface Redacted {
  readonly text: string;
  readonly remarks: readonly Remark[];
}

/** A text after rules, in their order; undefined when none has found anything. What one rule has put there, no other looks at. */
export function redactText(text: string, key: string, rules: readonly Rule[]): Redacted | "removed" | undefined {
  let chunks: readonly Chunk[] | undefined;
  for (const rule of rules) {
    if (rule.target.kind === "anything" && rule.redaction.method === "remove") return "removed";
    const before: readonly Chunk[] = chunks ?? [{ text }];
    const after = applyTo(before, key, rule);
    if (after === "removed") return "removed";
    if (after !== undefined) chunks = after;
  }
  return chunks === undefined ? undefined : join(chunks);
}

/** Whether the rule takes the whole value away that is no text: such a value cannot be masked or replaced in part. */
export function removesValue({ target }: Rule, key: string): boolean {
  return target.kind === "anything" || (target.kind === "named" && target.pattern.test(key));
}

function applyTo(chunks: readonly Chunk[], key: string, rule: Rule): readonly Chunk[] | "removed" | undefined {
  const { target } = rule;
  if (target.kind === "named") {
    if (!target.pattern.test(key) && !chunks.some((chunk) => chunk.by === undefined && target.pattern.test(chunk.text))) return undefined;
    if (rule.redaction.method === "remove") return "removed";
    return [redacted(chunks.map(({ text }) => text).join(""), rule)];
  }
  if (target.kind === "anything") return [redacted(chunks.map(({ text }) => text).join(""), rule)];
  let changed = false;
  const out: Chunk[] = [];
  for (const chunk of chunks) {
    const found = chunk.by === undefined ? target.find(chunk.text) : [];
    if (found.length === 0) out.push(chunk);
    else {
      changed = true;
      out.push(...cut(chunk.text, found, rule));
    }
  }
  return changed ? out : undefined;
}

function cut(text: string, found: readonly Span[], rule: Rule): Chunk[] {
  const out: Chunk[] = [];
  let at = 0;
  for (const [from, to] of found) {
    if (from < at) continue;
    if (from > at) out.push({ text: text.slice(at, from) });
    out.push(redacted(text.slice(from, to), rule));
    at = to;
  }
  if (at < text.length) out.push({ text: text.slice(at) });
  return out;
}

function redacted(text: string, { id, redaction }: Rule): Chunk {
  if (redaction.method === "replace") return { text: redaction.text, by: id, type: "s" };
  if (redaction.method === "mask") return { text: "*".repeat(lengthOf(text)), by: id, type: "m" };
  if (redaction.method === "hash") return { text: hash("sha1", text, "hex").toUpperCase(), by: id, type: "p" };
  return { text: "", by: id, type: "x" };
}

function join(chunks: readonly Chunk[]): Redacted {
  const remarks: Remark[] = [];
  let text = "";
  let at = 0;
  for (const chunk of chunks) {
    const length = lengthOf(chunk.text);
    if (chunk.by !== undefined) remarks.push([chunk.by, chunk.type, at, at + length]);
    text += chunk.text;
    at += length;
  }
  return { text, remarks };
}

/** In code points. */
export function lengthOf(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xd800) length--;
  return length;
}

const replace = (text: string): Redaction => ({ method: "replace", text });

/** What each kind of built-in rule looks for, and the text that stands for it. */
const kinds: Readonly<Record<string, { readonly target: Target; readonly text: string; readonly usual: "replace" | "mask" | "remove" }>> = {
  anything: { target: { kind: "anything" }, text: "[redacted]", usual: "replace" },
  password: { target: { kind: "named", pattern: secretWord }, text: "[password]", usual: "remove" },
  ip: { target: { kind: "text", find: finders.ip }, text: "[ip]", usual: "replace" },
  email: { target: { kind: "text", find: finders.email }, text: "[email]", usual: "replace" },
  creditcard: { target: { kind: "text", find: finders.creditcard }, text: "[creditcard]", usual: "replace" },
  iban: { target: { kind: "text", find: finders.iban }, text: "[iban]", usual: "replace" },
  usssn: { target: { kind: "text", find: finders.usssn }, text: "[us-ssn]", usual: "mask" },
  pemkey: { target: { kind: "text", find: finders.pemkey }, text: "[pemkey]", usual: "replace" },
  urlauth: { target: { kind: "text", find: finders.urlauth }, text: "[auth]", usual: "replace" },
  userpath: { target: { kind: "text", find: finders.userpath }, text: "[user]", usual: "replace" },
  bearer: { target: { kind: "text", find: finders.bearer }, text: "[token]", usual: "replace" },
  mac: { target: { kind: "text", find: finders.mac }, text: "[mac]", usual: "mask" },
  uuid: { target: { kind: "text", find: finders.uuid }, text: "[uuid]", usual: "mask" },
  imei: { target: { kind: "text", find: finders.imei }, text: "[imei]", usual: "replace" },
};

export const filteredText = "[Filtered]";

const families: Readonly<Record<string, readonly string[]>> = {
  "@common": ["@ip", "@email", "@creditcard", "@iban", "@pemkey", "@urlauth", "@userpath", "@password", "@usssn"],
  "@common:filter": ["@creditcard:filter", "@iban:filter", "@pemkey:filter", "@urlauth:legacy", "@userpath:filter", "@password:filter", "@usssn:filter"],
};

/** The rules that a built-in name stands for: `@email`, `@ip:mask`, `@common:filter`. Undefined for a name that is none. */
export function builtInRules(name: string): readonly Rule[] | undefined {
  const family = families[name];
  if (family !== undefined) return family.flatMap((member) => builtInRules(member) ?? []);
  const [, kindName = "", method] = /^@([a-z]+)(?::([a-z]+))?$/.exec(name) ?? [];
  const kind = Object.hasOwn(kinds, kindName) ? kinds[kindName] : undefined;
  const redaction = kind === undefined ? undefined : redactionNamed(method ?? kind.usual, kind.text);
  return kind === undefined || redaction === undefined ? undefined : [{ id: name, target: kind.target, redaction }];
}

function redactionNamed(method: string, text: string): Redaction | undefined {
  if (method === "remove" || method === "mask" || method === "hash") return { method };
  if (method === "replace") return replace(text);
  return method === "filter" || method === "legacy" ? replace(filteredText) : undefined;
}

/** What a rule of a person's own looks for, by the word that a configuration uses. */
export function targetNamed(type: string): Target | undefined {
  const name = type === "url_auth" ? "urlauth" : type === "us_ssn" ? "usssn" : type;
  return Object.hasOwn(kinds, name) ? kinds[name]?.target : undefined;
}
