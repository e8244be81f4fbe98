import { isArray, isObject, type Json, type JsonArray, type JsonObject } from "../json/json.ts";
import { trim } from "./bag.ts";
import type { Cursor } from "./cursor.ts";
import type { LogEntry } from "./event.ts";
import { looseText } from "./readers.ts";
import { Shape, type Reader } from "./shape.ts";

const message = looseText(8192, 200);

const params: Reader<JsonObject | JsonArray> = (value, cursor) => {
  const trimmed = trim(value, 2048, 5, cursor);
  return isObject(trimmed) || isArray(trimmed) ? trimmed : cursor.invalid("expected a list or an object", value);
};

const shape = new Shape<LogEntry>({ message, formatted: message, params });

/** `protocol.md` §9.2: `formatted` is always there, `message` only where it is a template that differs. */
export const logentry: Reader<LogEntry> = (value, cursor) => {
  const entry = isObject(value) ? shape.members(value, cursor) : plain(value, cursor);
  const template = entry.message;
  const formatted = entry.formatted ?? (template === undefined ? undefined : interpolate(template, entry.params));
  if (!formatted) {
    if (isObject(value)) cursor.missing("message");
    return undefined;
  }
  return {
    ...(template !== undefined && template !== formatted && { message: template }),
    formatted,
    ...(entry.params !== undefined && { params: entry.params }),
  };
};

function plain(value: Json, cursor: Cursor): LogEntry {
  cursor.enter("formatted");
  const formatted = message(value, cursor);
  cursor.leave();
  return formatted === undefined ? {} : { formatted };
}

/** The template itself where it has no placeholders, or where they do not fit the parameters. */
function interpolate(template: string, parameters: JsonObject | JsonArray | undefined): string {
  if (parameters === undefined) return template;
  if (template.includes("%")) return python(template, parameters) ?? template;
  if (template.includes("{")) return braces(template, parameters) ?? template;
  return template;
}

function python(template: string, parameters: JsonObject | JsonArray): string | undefined {
  let next = 0;
  let fits = true;
  const out = template.replace(/%(?:\((\w+)\))?[-+ #0]{0,5}\d{0,4}(?:\.\d{1,4})?([sdifroxXeEgGc%])/g, (match, name: string | undefined, kind: string) => {
    if (kind === "%") return "%";
    const value = name === undefined ? at(parameters, next++) : at(parameters, name);
    if (value === undefined) fits = false;
    return value === undefined ? match : show(value);
  });
  return fits ? out : undefined;
}

function braces(template: string, parameters: JsonObject | JsonArray): string | undefined {
  let next = 0;
  let fits = true;
  const out = template.replace(/\{(\w*)\}/g, (match, name: string) => {
    const value = name === "" ? at(parameters, next++) : at(parameters, name);
    if (value === undefined) fits = false;
    return value === undefined ? match : show(value);
  });
  return fits ? out : undefined;
}

function at(parameters: JsonObject | JsonArray, key: string | number): Json | undefined {
  if (isArray(parameters)) return typeof key === "number" || /^\d{1,4}$/.test(key) ? parameters[Number(key)] : undefined;
  return Object.hasOwn(parameters, key) ? parameters[key] : undefined;
}

function show(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
