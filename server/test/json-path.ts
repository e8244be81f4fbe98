/** Reading parsed JSON in tests: what is not there fails with its path instead of passing as undefined. */

export type JsonRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is JsonRecord => typeof value === "object" && value !== null && !Array.isArray(value);

export const parse = (text: string): unknown => JSON.parse(text);

/** The value below `path`, or undefined where a step is missing. Negative numbers count from a list's end. */
export function pick(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (Array.isArray(inner)) return typeof step === "number" ? inner.at(step) : undefined;
    return isRecord(inner) ? inner[String(step)] : undefined;
  }, value);
}

export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = pick(value, ...path);
  if (typeof found !== "string") throw new Error(`no text at ${path.join(".") || "the root"} of ${preview(value)}`);
  return found;
}

export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = pick(value, ...path);
  if (!Array.isArray(found)) throw new Error(`no list at ${path.join(".") || "the root"} of ${preview(value)}`);
  return found;
}

export function recordAt(value: unknown, ...path: readonly (string | number)[]): JsonRecord {
  const found = pick(value, ...path);
  if (!isRecord(found)) throw new Error(`no object at ${path.join(".") || "the root"} of ${preview(value)}`);
  return found;
}

export function preview(value: unknown): string {
  const text = JSON.stringify(value) ?? "undefined";
  return text.length > 240 ? `${text.slice(0, 240)}…` : text;
}
