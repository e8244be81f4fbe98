import { isObject, type Json, type JsonObject } from "../json/json.ts";
import { bag, trim } from "./bag.ts";
import type { Exception, Mechanism, Values } from "./event.ts";
import { flag, identifier, looseText, someText, text, values, wholeNumber } from "./readers.ts";
import { Shape, type Reader } from "./shape.ts";
import { stacktrace } from "./stacktrace.ts";
import { jsonText } from "../json/json-text.ts";

const maxExceptions = 100;

const httpUrl: Reader<string> = (value, cursor) =>
  typeof value === "string" && /^https?:\/\//i.test(value) ? text(256)(value, cursor) : cursor.invalid("expected an http or https URL", value);

/** What old SDKs put directly into the mechanism; today it stands in `meta`, with members of other names. */
const legacyMeta: ReadonlyMap<string, { readonly place: string; readonly from: string; readonly to: string }> = new Map([
  ["posix_signal", { place: "signal", from: "signal", to: "number" }],
  ["mach_exception", { place: "mach_exception", from: "exception_name", to: "name" }],
]);

const mechanismShape = new Shape<Mechanism>({
  type: someText(128),
  description: text(8192, 200),
  help_link: httpUrl,
  handled: flag,
  synthetic: flag,
  source: text(1024, 100),
  exception_id: wholeNumber,
  parent_id: wholeNumber,
  is_exception_group: flag,
  data: bag(2048, 5),
  meta: bag(2048, 5),
});

/** Members without a place of their own are kept in `data` (`protocol.md` §9.3). */
const mechanism: Reader<Mechanism> = (value, cursor) => {
  if (!isObject(value)) return cursor.invalid("expected an object", value);
  const extra: [string, Json][] = [];
  const meta: [string, Json][] = [];
  const out = mechanismShape.members(value, cursor, (key, member) => {
    const legacy = legacyMeta.get(key);
    if (legacy === undefined || !isObject(member)) extra.push([key, member]);
    else {
      const { [legacy.from]: renamed, ...rest } = member;
      meta.push([legacy.place, renamed === undefined ? rest : { ...rest, [legacy.to]: renamed }]);
    }
  });
  if (extra.length > 0) out.data = limited([...extra, ...Object.entries(out.data ?? {})], cursor, "data");
  if (meta.length > 0) out.meta = limited([...meta, ...Object.entries(out.meta ?? {})], cursor, "meta");
  // The oldest form had no type.
  if (out.type === undefined && meta.length > 0) out.type = "generic";
  if (out.type === undefined) cursor.missing("type");
  return out;
};

function limited(entries: readonly (readonly [string, Json])[], cursor: Parameters<Reader<unknown>>[1], member: string): JsonObject {
  cursor.enter(member);
  const trimmed = trim(Object.fromEntries(entries), 2048, 5, cursor);
  cursor.leave();
  return isObject(trimmed) ? trimmed : {};
}

const exceptionShape = new Shape<Exception>({
  type: (value, cursor) => looseText(256, 20)(value, cursor) || undefined,
  value: (value, cursor) => text(8192, 200)(typeof value === "string" ? value : jsonText(value, "[nested too deeply]"), cursor),
  module: someText(256, 20),
  thread_id: identifier,
  stacktrace,
  raw_stacktrace: stacktrace,
  mechanism,
});

/** `Word: text` without a type, as loggers send it. */
const typeInValue = /^(\w+):(.*)$/s;

const readException: Reader<Exception> = (source, cursor) => {
  const exception = exceptionShape.read(source, cursor);
  if (exception === undefined) return undefined;
  if (!exception.type) {
    const parts = exception.value === undefined ? null : typeInValue.exec(exception.value);
    if (parts !== null) {
      exception.type = parts[1] ?? "";
      exception.value = (parts[2] ?? "").trim();
    }
  }
  if (!exception.type && !exception.value && exception.stacktrace === undefined) {
    cursor.missing("type");
    return undefined;
  }
  return exception;
};

/** Oldest cause first; the last one is the one shown. */
export const exceptions: Reader<Values<Exception>> = values(readException, maxExceptions, "ends");
