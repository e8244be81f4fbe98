/**
 * A value from outside as JSON. V8 parses text of any depth, but serializes recursively: for what it cannot follow stands a
 * text that says so.
 */
export function jsonText(value: unknown, tooDeep = '"[nested too deeply]"'): string {
  try {
    return JSON.stringify(value ?? null);
  } catch {
    return tooDeep;
  }
}
