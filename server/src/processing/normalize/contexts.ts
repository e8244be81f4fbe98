import { isArray, isObject, type Json, type JsonObject } from "../json/json.ts";
import { trim } from "./bag.ts";
import type { Cursor } from "./cursor.ts";
import type { Context, Contexts } from "./event.ts";
import { parseOs, parseRuntime } from "./raw-description.ts";
import type { Reader } from "./shape.ts";

const maxContexts = 100;

/**
 * Alias to object (`protocol.md` §9.9). Members are kept as sent, within 8 KiB each, since SDKs add new ones all the time;
 * those that rules read are checked or filled in.
 */
export const contexts: Reader<Contexts> = (value, cursor) => {
  if (!isObject(value)) return cursor.invalid("expected an object", value);
  const out: [string, Context][] = [];
  const aliases = Object.keys(value);
  if (aliases.length > maxContexts) cursor.shortened(aliases.length);
  for (const alias of aliases.slice(0, maxContexts)) {
    const sent = value[alias];
    // Only the server itself says that an event was reprocessed.
    if (sent === undefined || sent === null || alias === "reprocessing") continue;
    cursor.enter(alias);
    const context = readContext(alias, sent, cursor);
    if (context !== undefined) out.push([alias, context]);
    cursor.leave();
  }
  return out.length === 0 ? undefined : Object.fromEntries(out);
};

function readContext(alias: string, sent: Json, cursor: Cursor): Context | undefined {
  if (!isObject(sent)) return cursor.invalid("expected an object", sent);
  const kept = trim(sent, 8192, 7, cursor);
  if (!isObject(kept)) return undefined;
  const type = typeof kept["type"] === "string" && kept["type"] !== "" ? kept["type"] : alias;
  const finish = finishers.get(type);
  if (finish !== undefined) return finish(kept, type, cursor);
  return typed(kept, type);
}

/** Spares the copy where the type is there already. */
function typed(context: JsonObject, type: string, more?: JsonObject): Context {
  return { ...context, ...more, type };
}

const isHex = (value: Json | undefined, length: number): value is string =>
  typeof value === "string" && value.length === length && /^[\da-f]+$/.test(value) && !/^0+$/.test(value);

/** Ids in any case, with or without dashes. */
function id(context: JsonObject, key: string, length: number, cursor: Cursor): string | undefined {
  const value = context[key];
  if (value === undefined || value === null) return undefined;
  const hex = typeof value === "string" ? value.replaceAll("-", "").toLowerCase() : value;
  if (isHex(hex, length)) return hex;
  cursor.enter(key);
  cursor.invalid(`expected ${length} hex digits`, value);
  cursor.leave();
  return undefined;
}

function trace(context: JsonObject, type: string, cursor: Cursor): Context | undefined {
  const { trace_id: _trace, span_id: _span, parent_span_id: _parent, ...rest } = context;
  const traceId = id(context, "trace_id", 32, cursor);
  const spanId = id(context, "span_id", 16, cursor);
  const parentId = id(context, "parent_span_id", 16, cursor);
  if (traceId === undefined) cursor.missing("trace_id");
  if (spanId === undefined) cursor.missing("span_id");
  return typed({ ...(traceId && { trace_id: traceId }), ...(spanId && { span_id: spanId }), ...(parentId && { parent_span_id: parentId }), ...rest }, type);
}

/** `raw_description` is only looked at where the SDK could not tell name and version. */
function described(parse: (description: string) => JsonObject | undefined): (context: JsonObject, type: string) => Context {
  return (context, type) => {
    const description = context["raw_description"];
    if (typeof description !== "string" || context["name"] || context["version"]) return typed(context, type);
    return typed(context, type, parse(description));
  };
}

/** What a server answered: its cookies stand apart from its headers, so that the rules for cookies find them. */
function response(context: JsonObject, type: string): Context {
  const { headers, cookies, ...rest } = context;
  const set: Json[] = [];
  const kept = withoutCookies(headers, set);
  const parts = typeof cookies === "string" ? cookies.split(";") : cookies === undefined || cookies === null ? set.flatMap(cookieTexts) : undefined;
  const named = parts === undefined ? cookies : parts.length === 0 ? undefined : Object.fromEntries(parts.map(cookie));
  return typed({ ...rest, ...(kept !== undefined && { headers: kept }), ...(named !== undefined && { cookies: named }) }, type);
}

/** Headers as a map or as pairs, in the form in which they came. */
function withoutCookies(headers: Json | undefined, set: Json[]): Json | undefined {
  const others = (name: Json | undefined, value: Json | undefined): boolean => {
    if (typeof name !== "string" || name.toLowerCase() !== "set-cookie") return true;
    set.push(value ?? null);
    return false;
  };
  if (isArray(headers)) return headers.filter((pair) => !isArray(pair) || others(pair[0], pair[1]));
  return isObject(headers) ? Object.fromEntries(Object.entries(headers).filter(([name, value]) => others(name, value))) : headers;
}

/** Of `a=1; Path=/` only the first part is the cookie. */
function cookieTexts(header: Json): readonly string[] {
  return (isArray(header) ? header : [header]).flatMap((text) => (typeof text === "string" ? [text.split(";", 1)[0] ?? ""] : []));
}

function cookie(text: string): [string, string] {
  const equals = text.indexOf("=");
  return equals < 0 ? [text.trim(), ""] : [text.slice(0, equals).trim(), text.slice(equals + 1).trim()];
}

const finishers: ReadonlyMap<string, (context: JsonObject, type: string, cursor: Cursor) => Context | undefined> = new Map([
  ["trace", trace],
  ["response", response],
  ["os", described(parseOs)],
  ["runtime", described(parseRuntime)],
]);
