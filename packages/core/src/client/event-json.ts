import type { Event, Exception, SdkInfo, SpanJson, StackFrame } from "../event/event.ts";
import { forUser, normalize, normalizedJson, normalizedRecordJson, quote, type NormalizeOptions } from "../normalize/normalize.ts";
import { quotedKey } from "../normalize/quoted-key.ts";
import { isTrusted, tagsOf } from "./finish-event.ts";

interface Known {
  readonly frame: StackFrame;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly json: string;
}

/** By the lines before the place, which the source context hands out as one array per place. */
const knownFrames = new WeakMap<object, Known>();

/**
 * `JSON.stringify(sanitizeEvent(event))` in one pass. A frame with its source lines is a kilobyte that is the same whenever the program fails
 * at that place, and was most of what an error cost (43 of 95 µs); contexts of the platform are the same for every event: the text of both is
 * remembered, and used for as long as nobody changed anything about them.
 */
export const eventJson = (event: Event, options: NormalizeOptions): string => `{${membersJson(event, options)}}`;

/** The same without the braces around it. */
export function membersJson(event: Event, options: NormalizeOptions): string {
  let json = "";
  for (const key of Object.keys(event)) {
    const value: unknown = Reflect.get(event, key);
    if (value === undefined) continue;
    const text = typeof value === "object" && value !== null ? objectJson(event, key, value, options) : plainJson(key, value, options);
    if (text !== undefined) json += json === "" ? quotedKey(key) + text : `,${quotedKey(key)}${text}`;
  }
  return json;
}

function plainJson(key: string, value: unknown, options: NormalizeOptions): string | undefined {
  if (typeof value === "string") return key === "message" || key === "transaction" ? textJson(value, options) : quote(value);
  return typeof value === "number" && Number.isFinite(value) ? String(value) : JSON.stringify(value);
}

/** Only what the SDK itself put together is trusted to be JSON; everything else is normalized and scrubbed. */
function objectJson(event: Event, key: string, value: object, options: NormalizeOptions): string | undefined {
  switch (key) {
    case "contexts":
      return contextsJson(event.contexts ?? {}, options);
    case "sdk":
      return event.sdk && sdkJson(event.sdk);
    case "spans":
      return listOf(event.spans ?? [], (span) => spanJson(span, options));
    case "exception": {
      const values: unknown = event.exception?.values;
      return Array.isArray(values) ? `{"values":${listOf(values, (exception) => valueJson(exception, options))}}` : JSON.stringify(value);
    }
    case "breadcrumbs":
      return listOf(event.breadcrumbs ?? [], (crumb) => normalizedRecordJson({ ...crumb }, options));
    case "tags":
      return JSON.stringify(tagsOf(event.tags ?? {}, options));
    case "user":
      return normalizedRecordJson(value, forUser(options));
    case "extra":
    case "request":
    case "logentry":
      return normalizedRecordJson(value, options);
    default:
      return anyJson(value, options);
  }
}

/** As it is, unless that is impossible. */
function anyJson(value: unknown, options: NormalizeOptions): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return normalizedJson(value, options);
  }
}

const listOf = <T>(values: readonly T[], toJson: (value: T) => string): string => (values.length === 0 ? "[]" : `[${values.map(toJson).join(",")}]`);

export const textJson = (value: unknown, options: NormalizeOptions): string => {
  const json = normalizedJson(value, options) ?? "undefined";
  return json.startsWith('"') ? json : JSON.stringify(String(normalize(value, options)));
};

const contextsJson = (contexts: NonNullable<Event["contexts"]>, options: NormalizeOptions): string => `{${contextMembers(contexts, options)}}`;

export function contextMembers(contexts: NonNullable<Event["contexts"]>, options: NormalizeOptions): string {
  let json = "";
  for (const name of Object.keys(contexts)) {
    const context = contexts[name];
    if (typeof context !== "object" || context === null) continue;
    const text = isTrusted(context) ? knownJson(context) : normalizedRecordJson(context, options);
    json += json === "" ? quotedKey(name) + text : `,${quotedKey(name)}${text}`;
  }
  return json;
}

interface KnownObject {
  readonly values: Readonly<Record<string, unknown>>;
  readonly json: string;
}

const knownObjects = new WeakMap<object, KnownObject>();

/** Of an object that is shared by many events and holds nothing but plain values. */
function knownJson(object: object): string {
  const known = knownObjects.get(object);
  if (known && hasSameValues(object, known.values)) return known.json;
  const json = JSON.stringify(object);
  if (Object.values(object).every((value) => typeof value !== "object")) knownObjects.set(object, { values: { ...object }, json });
  return json;
}

function hasSameValues(object: object, known: Readonly<Record<string, unknown>>): boolean {
  let left = Object.keys(known).length;
  for (const key of Object.keys(object)) if (left-- === 0 || Reflect.get(object, key) !== known[key]) return false;
  return left === 0;
}

let lastSdk: { readonly sdk: SdkInfo; readonly copy: SdkInfo; readonly sizes: number; readonly json: string } | undefined;

export function sdkJson(sdk: SdkInfo): string {
  const { name, version, packages, integrations } = sdk;
  const sizes = (packages?.length ?? 0) * 1000 + (integrations?.length ?? 0);
  if (lastSdk?.sdk !== sdk || lastSdk.sizes !== sizes || lastSdk.copy.name !== name || lastSdk.copy.version !== version)
    lastSdk = { sdk, copy: { ...sdk }, sizes, json: JSON.stringify(sdk) };
  return lastSdk.json;
}

function spanJson(span: SpanJson, options: NormalizeOptions): string {
  const { description, data, ...rest } = span;
  const json = withMember(JSON.stringify(rest), "data", normalizedRecordJson(data, options));
  return description === undefined ? json : withMember(json, "description", textJson(description, options));
}

function valueJson(value: Exception | undefined, options: NormalizeOptions): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value) ?? "null";
  const { stacktrace, value: text, ...rest } = value;
  let json = anyJson(rest, options) ?? "{}";
  if (text !== undefined) json = withMember(json, "value", textJson(text, options));
  if (stacktrace === undefined) return json;
  const frames: unknown = stacktrace?.frames;
  if (!Array.isArray(frames)) return withMember(json, "stacktrace", JSON.stringify(stacktrace) ?? "null");
  const { frames: _, ...facts }: Record<string, unknown> = { ...stacktrace };
  const list = withMember(JSON.stringify(facts), "frames", `[${frames.map(frameJson).join(",")}]`);
  return withMember(json, "stacktrace", list);
}

const withMember = (object: string, name: string, json: string): string => `${object === "{}" ? "{" : `${object.slice(0, -1)},`}"${name}":${json}}`;

function frameJson(frame: StackFrame | undefined): string {
  const before = frame?.pre_context;
  if (!frame || !Array.isArray(before)) return JSON.stringify(frame) ?? "null";
  const known = knownFrames.get(before);
  if (known && isSame(known, frame)) return known.json;
  const json = JSON.stringify(frame);
  if (isSimple(frame)) knownFrames.set(before, { frame: { ...frame }, before: [...before], after: [...(frame.post_context ?? [])], json });
  return json;
}

/** Nothing in it but what comparing by identity can vouch for, beside the source lines. */
const isSimple = (frame: StackFrame): boolean =>
  Object.entries(frame).every(([key, value]) => typeof value !== "object" || key === "pre_context" || (key === "post_context" && Array.isArray(value)));

function isSame({ frame: known, before, after }: Known, frame: StackFrame): boolean {
  const keys = Object.keys(frame);
  if (keys.length !== Object.keys(known).length || !keys.every((key) => Reflect.get(frame, key) === Reflect.get(known, key))) return false;
  // Hooks may write into the arrays themselves.
  return sameLines(before, frame.pre_context) && sameLines(after, frame.post_context);
}

const sameLines = (known: readonly string[], lines: readonly string[] = []): boolean =>
  known.length === lines.length && known.every((line, index) => line === lines[index]);
