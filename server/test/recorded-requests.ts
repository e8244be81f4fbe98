import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { isRecord, type JsonRecord, listAt, parse, pick, recordAt, textAt } from "./json-path.ts";

/** Reads `fixtures/sdk-requests` (its README tells the format) and turns a recorded request into one for our server. */

const fixtures = path.join(import.meta.dirname, "fixtures/sdk-requests");

export interface Recording {
  readonly file: string;
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

interface ExpectedItem {
  /** Envelope item type, `store` or `http`. */
  readonly item: string;
  readonly facts: JsonRecord;
}

export interface Scenario {
  readonly folder: string;
  readonly name: string;
  readonly recordings: readonly Recording[];
  readonly expect: readonly ExpectedItem[];
}

/** One folder for each SDK version, sorted. */
export const sdkFolders = (): readonly string[] =>
  fs
    .readdirSync(fixtures, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

export const artifact = (folder: string, name: string): string => fs.readFileSync(path.join(fixtures, folder, "artifacts", name), "utf8");

export function scenarios(folder: string): readonly Scenario[] {
  const names = fs.readdirSync(path.join(fixtures, folder)).sort();
  return names
    .filter((name) => name.endsWith(".expected.json"))
    .map((file) => {
      const name = file.slice(0, -".expected.json".length);
      const requests = names.filter((other) => other.startsWith(`${name}-`) && /^-\d\d\.request\.json$/.test(other.slice(name.length)));
      const expect = listAt(readJson(folder, file), "expect").map((entry) => ({ item: textAt(entry, "item"), facts: recordAt(entry, "facts") }));
      return { folder, name, expect, recordings: requests.map((request) => readRecording(folder, request)) };
    });
}

const readJson = (folder: string, file: string): unknown => parse(fs.readFileSync(path.join(fixtures, folder, file), "utf8"));

function readRecording(folder: string, file: string): Recording {
  const request = readJson(folder, file);
  const headers = listAt(request, "headers").map((pair) => [textAt(pair, 0), textAt(pair, 1)] as const);
  const body = fs.readFileSync(path.join(fixtures, folder, file.replace(".request.json", ".body")));
  return { file: `${folder}/${file}`, method: textAt(request, "method"), url: textAt(request, "url"), headers, body };
}

export interface Target {
  readonly url: string;
  readonly id: string;
  readonly key: string;
  readonly orgSlug: string;
  readonly slug: string;
  readonly token: string;
}

const recordedKey = "0123456789abcdef0123456789abcdef";

/** The same bytes and headers; only key, project, organization and token are ours. A tunnel's request goes where a tunnel forwards it. */
export function forTarget(recording: Recording, target: Target): { readonly url: string; readonly init: RequestInit } {
  const [pathname = "", query = ""] = recording.url.split("?", 2);
  const ours =
    pathname === "/tunnel"
      ? `/api/${target.id}/envelope/`
      : pathname
          // A server mounted below a path gets requests from its proxy without that path.
          .replace(/^.*?(?=\/api\/)/, "")
          .replace(/^\/api\/[1-9]\d*\//, `/api/${target.id}/`)
          .replace(/^\/api\/0\/(organizations|projects)\/acme\//, `/api/0/$1/${target.orgSlug}/`)
          .replace(`/projects/${target.orgSlug}/web/`, `/projects/${target.orgSlug}/${target.slug}/`);
  const search = query.replaceAll(recordedKey, target.key).replace(/(dsn=http:\/\/[0-9a-f]+@)[^&]*/, `$1${new URL(target.url).host}/${target.id}`);
  const headers = new Headers();
  for (const [name, value] of recording.headers) {
    if (/^(?:host|connection|content-length|transfer-encoding|accept-encoding|expect|keep-alive)$/i.test(name)) continue;
    headers.append(name, value.startsWith("Bearer ") ? `Bearer ${target.token}` : value.replaceAll(recordedKey, target.key));
  }
  const init: RequestInit = { method: recording.method, headers };
  if (recording.method !== "GET" && recording.method !== "HEAD") init.body = new Uint8Array(ourBody(recording, target));
  return { url: `${target.url}${ours}${search === "" ? "" : `?${search}`}`, init };
}

/** A DSN in the envelope header must name our project, since it is checked against the request's key. Every other byte stays. */
function ourBody(recording: Recording, target: Target): Buffer {
  const encoding = header(recording, "content-encoding");
  const plain = decodedBody(recording);
  const lineEnd = plain.indexOf(10);
  if (lineEnd < 0) return recording.body;
  const line = plain.subarray(0, lineEnd).toString("utf8");
  const replaced = line.replace(/"dsn":"[^"]*"/, `"dsn":"${new URL(target.url).protocol}//${target.key}@${new URL(target.url).host}/${target.id}"`);
  if (replaced === line) return recording.body;
  const body = Buffer.concat([Buffer.from(replaced), plain.subarray(lineEnd)]);
  return encoding === "gzip" ? zlib.gzipSync(body) : body;
}

const header = (recording: Recording, name: string): string | undefined => recording.headers.find(([key]) => key.toLowerCase() === name)?.[1];

const decodedBody = (recording: Recording): Buffer => (header(recording, "content-encoding") === "gzip" ? zlib.gunzipSync(recording.body) : recording.body);

export interface RecordedItem {
  readonly type: string;
  /** The payload where it is JSON, else undefined. */
  readonly json: unknown;
  /** Length of the payload. */
  readonly bytes: number;
}

/** The items of a recorded envelope (or the one of a store request), read without any of our own parsers. */
export function recordedItems(recording: Recording): readonly RecordedItem[] {
  if (recording.method !== "POST") return [];
  const body = decodedBody(recording);
  if (/\/store\/(?:$|\?)/.test(recording.url)) return [{ type: "store", json: parse(body.toString("utf8")), bytes: body.length }];
  if (!/\/envelope\/(?:$|\?)|^\/tunnel/.test(recording.url)) return [];
  const items: RecordedItem[] = [];
  let position = lineEnd(body, 0) + 1;
  while (position < body.length) {
    const headerEnd = lineEnd(body, position);
    const itemHeader = parse(body.subarray(position, headerEnd).toString("utf8"));
    const length = pick(itemHeader, "length");
    const end = typeof length === "number" ? headerEnd + 1 + length : lineEnd(body, headerEnd + 1);
    const payload = body.subarray(headerEnd + 1, end);
    items.push({ type: textAt(itemHeader, "type"), json: tryParse(payload.toString("utf8")), bytes: payload.length });
    position = end + 1;
  }
  return items;
}

/** A recorded envelope as it was before compression, and its items with their bytes; undefined for other requests. */
export function envelopeParts(
  recording: Recording,
): { readonly body: Buffer; readonly items: readonly { readonly headers: JsonRecord; readonly payload: Buffer }[] } | undefined {
  if (recording.method !== "POST" || !/\/envelope\/(?:$|\?)|^\/tunnel/.test(recording.url)) return undefined;
  const body = decodedBody(recording);
  const items: { headers: JsonRecord; payload: Buffer }[] = [];
  let position = lineEnd(body, 0) + 1;
  while (position < body.length) {
    const headerEnd = lineEnd(body, position);
    const headers = tryParse(body.subarray(position, headerEnd).toString("utf8"));
    if (!isRecord(headers)) break;
    const length = headers["length"];
    const end = typeof length === "number" ? headerEnd + 1 + length : lineEnd(body, headerEnd + 1);
    items.push({ headers, payload: body.subarray(headerEnd + 1, end) });
    position = end + 1;
  }
  return { body, items };
}

/** Whether the envelope's header (or the store request's event) has an event id. */
export function namesEvent(recording: Recording): boolean {
  if (!/\/envelope\/(?:$|\?)|^\/tunnel/.test(recording.url)) return recordedItems(recording).some(({ type }) => type === "store");
  const body = decodedBody(recording);
  return pick(tryParse(body.subarray(0, lineEnd(body, 0)).toString("utf8")), "event_id") !== undefined;
}

/** The event id of an envelope's header. */
export function envelopeId(recording: Recording): string | undefined {
  const body = decodedBody(recording);
  const id = pick(tryParse(body.subarray(0, lineEnd(body, 0)).toString("utf8")), "event_id");
  return typeof id === "string" ? id : undefined;
}

function lineEnd(body: Buffer, from: number): number {
  const found = body.indexOf(10, from);
  return found < 0 ? body.length : found;
}

function tryParse(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** Trace ids that transactions and span containers of these requests carry. */
export function traceIds(recordings: readonly Recording[]): ReadonlySet<string> {
  const found = recordings.flatMap(recordedItems).flatMap((item) => {
    if (item.type === "transaction") return [pick(item.json, "contexts", "trace", "trace_id")];
    if (item.type !== "span") return [];
    const spans = pick(item.json, "items");
    return Array.isArray(spans) ? spans.map((span) => pick(span, "trace_id")) : [isRecord(item.json) ? item.json["trace_id"] : undefined];
  });
  return new Set(found.filter((id): id is string => typeof id === "string"));
}
