import fs from "node:fs";
import path from "node:path";

/**
 * `published-shapes.json` says what Sentry's published OpenAPI document (openapi-derefed.json, 0.272.0) answers for the
 * operations that we serve, cut down to presence and types: `key~` may be absent, `string?` may be null, `date` is an
 * ISO 8601 string with Z, `{list}` an array and `{any}` a choice.
 */
type Shape = string | { readonly list: Shape } | { readonly any: readonly Shape[] } | { readonly [key: string]: Shape };

interface Published {
  readonly status: number;
  readonly body: Shape | null;
}

const isPublished = (value: unknown): value is Readonly<Record<string, Published>> => typeof value === "object" && value !== null;

function read(): Readonly<Record<string, Published>> {
  const parsed: unknown = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, "published-shapes.json"), "utf8"));
  if (!isPublished(parsed)) throw new TypeError("published-shapes.json is no object");
  return parsed;
}

const publishedShapes = read();

/** Where an answer deviates from the published document: `0.team: expected string, is number`. `operation` as in the file. */
export function deviations(operation: string, status: number, body: unknown): readonly string[] {
  const published = publishedShapes[operation];
  if (published === undefined) return [`${operation} is not published`];
  if (status !== published.status) return [`status ${status} instead of ${published.status}`];
  if (published.body === null) return body === undefined ? [] : ["a body where none is expected"];
  return compare(published.body, body, "");
}

function compare(shape: Shape, value: unknown, at: string): readonly string[] {
  if (typeof shape === "string")
    return isOfType(shape, value) ? [] : [`${at || "body"}: expected ${shape}, is ${value === null ? "null" : value === undefined ? "missing" : typeof value}`];
  if (isList(shape))
    return Array.isArray(value)
      ? value.flatMap((item, index) => compare(shape.list, item, `${at}.${index}`.replace(/^\./, "")))
      : [`${at || "body"}: expected an array`];
  if (isChoice(shape)) {
    const tries = shape.any.map((one) => compare(one, value, at));
    return tries.some((found) => found.length === 0) ? [] : tries.reduce((best, found) => (found.length < best.length ? found : best));
  }
  if (typeof value !== "object" || value === null) return [`${at || "body"}: expected an object`];
  const fields = new Map<string, unknown>(Object.entries(value));
  return Object.entries(shape).flatMap(([name, field]) => {
    const key = name.replace(/~$/, "");
    if (!fields.has(key)) return name.endsWith("~") ? [] : [`${at === "" ? key : `${at}.${key}`}: missing`];
    return compare(field, fields.get(key), at === "" ? key : `${at}.${key}`);
  });
}

// A property that is really called `list` or `any` is never the only one of its object.
const isList = (shape: object): shape is { readonly list: Shape } => Object.keys(shape).join(" ") === "list";
const isChoice = (shape: object): shape is { readonly any: readonly Shape[] } => Object.keys(shape).join(" ") === "any";

function isOfType(type: string, value: unknown): boolean {
  if (type.endsWith("?") && value === null) return true;
  switch (type.replace("?", "")) {
    case "any":
      return true;
    case "integer":
      return Number.isInteger(value);
    case "date":
      return typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value);
    case "null":
      return value === null;
    case "object":
      return typeof value === "object" && value !== null;
    default:
      return typeof value === type.replace("?", "");
  }
}
