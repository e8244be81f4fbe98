/** Looks into JSON whose shape an SDK decides (contexts, variables, data): everything may be missing or of another kind. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return null;
}

export function numberOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

export function booleanOf(value: unknown): boolean | null {
  return typeof value === "boolean" ? value : null;
}

/** `[[key, value], …]`, or an object, as pairs of texts; pairs without a name are left out. */
export function pairsOf(value: unknown): readonly (readonly [key: string, value: string])[] {
  const entries = Array.isArray(value) ? value : Object.entries(objectOf(value));
  return entries.flatMap((entry) => {
    if (!Array.isArray(entry)) return [];
    const key = textOf(entry[0]);
    const content: unknown = entry[1];
    return key === null ? [] : [[key, textOf(content) ?? (content === null || content === undefined ? "" : JSON.stringify(content))] as const];
  });
}
