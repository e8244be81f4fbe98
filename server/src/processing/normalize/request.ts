import { isArray, isObject, type Json, type JsonObject } from "../json/json.ts";
import { decodeJsonText } from "../json/decode.ts";
import { bag, trim } from "./bag.ts";
import type { Cursor } from "./cursor.ts";
import type { Pair, Request } from "./event.ts";
import { someText, text, wholeNumber } from "./readers.ts";
import { Shape, type Reader } from "./shape.ts";

const maxPairs = 200;

const method: Reader<string> = (value, cursor) => {
  const upper = typeof value === "string" ? value.toUpperCase() : "";
  return /^[A-Z_-]{3,32}$/.test(upper) ? upper : cursor.invalid("expected an HTTP method", value);
};

const url: Reader<string> = (value, cursor) => {
  if (typeof value !== "string") return cursor.invalid("expected a string", value);
  // The whole is needed to take the query out of it; what is left is limited afterwards.
  return value.endsWith("…") ? `${value.slice(0, -1)}...` : value;
};

/** A map, a list of pairs or text that `split` understands, as pairs of text, cut off after `bytes`. */
function pairs(bytes: number, split: ((value: string) => Pair[]) | undefined, name: (key: string) => string): Reader<readonly Pair[]> {
  return (value, cursor) => {
    const all = typeof value === "string" && split !== undefined ? split(value) : isArray(value) || isObject(value) ? toPairs(value) : undefined;
    if (all === undefined) return cursor.invalid("expected a map or a list of pairs", value);
    const kept = limitPairs(all, bytes, cursor, name);
    return kept.length === 0 ? undefined : kept;
  };
}

function toPairs(value: readonly Json[] | JsonObject): Pair[] {
  if (!isArray(value)) return Object.entries(value).map(([key, entry]) => [key, pairText(entry)] as const);
  const out: Pair[] = [];
  for (const entry of value) {
    if (!isArray(entry) || entry.length === 0) continue;
    const key = entry[0];
    if (typeof key === "string") out.push([key, pairText(entry[1] ?? null)]);
  }
  return out;
}

function pairText(value: Json): string | null {
  if (value === null || typeof value === "string") return value;
  if (isArray(value)) return value.every((part) => typeof part === "string") ? value.join(",") : "[...]";
  return typeof value === "object" ? "{...}" : String(value);
}

function limitPairs(all: readonly Pair[], bytes: number, cursor: Cursor, name: (key: string) => string): Pair[] {
  const out: Pair[] = [];
  let left = bytes;
  for (const [key, value] of all) {
    left -= key.length + (value?.length ?? 0);
    if (out.length >= maxPairs || (left < 0 && out.length > 0)) {
      cursor.shortened(all.length);
      break;
    }
    // A first pair that is longer than the limit is worth more cut than gone.
    out.push([name(key.slice(0, bytes)), left < 0 && value !== null ? value.slice(0, Math.max(bytes - key.length, 0)).toWellFormed() : value]);
  }
  return out;
}

const asIs = (key: string): string => key;

/** `accept-language` as `Accept-Language`; two spellings of one header are one to every reader. */
function headerName(key: string): string {
  return key.toLowerCase().replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

function splitQuery(value: string): Pair[] {
  const query = value.startsWith("?") ? value.slice(1) : value;
  return [...new URLSearchParams(query)];
}

function splitCookies(value: string): Pair[] {
  const out: Pair[] = [];
  for (const part of value.split(";")) {
    const equals = part.indexOf("=");
    const key = (equals < 0 ? part : part.slice(0, equals)).trim();
    if (key !== "") out.push([key, equals < 0 ? "" : part.slice(equals + 1).trim()]);
  }
  return out;
}

const query = pairs(1024, splitQuery, asIs);
const cookies = pairs(2048, splitCookies, asIs);
const headerPairs = pairs(8192, undefined, headerName);

/** Sorted by name where the order of a map means nothing. */
const headers: Reader<readonly Pair[]> = (value, cursor) => {
  const all = headerPairs(value, cursor);
  return all === undefined || isArray(value) ? all : [...all].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
};

const shape = new Shape<Request>({
  url,
  method,
  query_string: query,
  fragment: text(1024, 100),
  data: (value) => value ?? undefined,
  inferred_content_type: someText(128),
  cookies,
  headers,
  env: bag(8192, 7),
  api_target: someText(128),
  protocol: someText(128),
  body_size: wholeNumber,
});

/** `protocol.md` §9.7 */
export const request: Reader<Request> = (value, cursor) => {
  const out = shape.read(value, cursor);
  if (out === undefined) return undefined;
  splitUrl(out, cursor);
  moveCookies(out, cursor);
  if (out.data !== undefined) {
    cursor.enter("data");
    const body = readBody(out.data, contentType(out));
    if (body.type !== undefined) out.inferred_content_type = body.type;
    out.data = trim(body.value, 8192, 7, cursor);
    cursor.leave();
  }
  return Object.keys(out).length === 0 ? undefined : out;
};

type Draft = { -readonly [K in keyof Request]?: Request[K] };

function splitUrl(out: Draft, cursor: Cursor): void {
  if (out.url === undefined) return;
  const hash = out.url.indexOf("#");
  if (hash >= 0) {
    if (out.fragment === undefined && hash + 1 < out.url.length) out.fragment = out.url.slice(hash + 1, hash + 1 + 1024).toWellFormed();
    out.url = out.url.slice(0, hash);
  }
  const mark = out.url.indexOf("?");
  if (mark >= 0) {
    if (out.query_string === undefined) {
      cursor.enter("query_string");
      const pairs = query(out.url.slice(mark + 1), cursor);
      if (pairs !== undefined) out.query_string = pairs;
      cursor.leave();
    }
    out.url = out.url.slice(0, mark);
  }
  cursor.enter("url");
  const limited = text(256, 40)(out.url, cursor);
  cursor.leave();
  if (limited === undefined || limited === "") delete out.url;
  else out.url = limited;
}

function moveCookies(out: Draft, cursor: Cursor): void {
  const header = out.headers?.find(([name]) => name === "Cookie");
  if (header === undefined) return;
  out.headers = out.headers?.filter(([name]) => name !== "Cookie") ?? [];
  if (out.cookies !== undefined || header[1] === null) return;
  cursor.enter("cookies");
  const parsed = cookies(header[1], cursor);
  cursor.leave();
  if (parsed !== undefined) out.cookies = parsed;
}

function contentType(out: Draft): string | undefined {
  const type = out.headers?.find(([name]) => name === "Content-Type")?.[1] ?? undefined;
  return type?.split(";")[0]?.trim().toLowerCase();
}

/** Text that is JSON or a form is shown as what it is. Longer text than this is cut anyway, and then it no longer parses. */
const maxParsedBody = 8192;

function readBody(data: Json, type: string | undefined): { readonly value: Json; readonly type?: string } {
  if (typeof data !== "string" || data.length > maxParsedBody) return { value: data };
  if (type === undefined ? /^\s*[{[]/.test(data) : /[/+]json$/.test(type)) {
    const decoded = decodeJsonText(data);
    if ("value" in decoded && typeof decoded.value === "object" && decoded.value !== null) return { value: decoded.value, type: "application/json" };
  }
  if (type === undefined ? /^[\w.%[\]-]+=[^\s=]*(?:&[\w.%[\]-]+=[^\s=]*)*$/.test(data) : type === "application/x-www-form-urlencoded") {
    const fields = new Map<string, string[]>();
    for (const [key, entry] of new URLSearchParams(data)) fields.set(key, [...(fields.get(key) ?? []), entry]);
    return { value: Object.fromEntries(fields), type: "application/x-www-form-urlencoded" };
  }
  return { value: data };
}
