/** A value on one line, the way a console prints it: `{ sku: "TEA-0042", quantity: 2 }`. SDKs of dynamic languages send representations already; those stay as they are. */
export function valueText(value: unknown, isRepresentation = false, depth = 0): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string") return isRepresentation && depth === 0 ? value : JSON.stringify(value);
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (typeof value !== "object") return "";
  if (depth > 3) return Array.isArray(value) ? "[…]" : "{…}";
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[${value.map((each) => valueText(each, isRepresentation, depth + 1)).join(", ")}]`;
  const entries = Object.entries(value);
  if (entries.length === 0) return "{}";
  return `{ ${entries.map(([key, each]) => `${/^[\p{L}_$][\p{L}\d_$]*$/u.test(key) ? key : JSON.stringify(key)}: ${valueText(each, isRepresentation, depth + 1)}`).join(", ")} }`;
}

/** Platforms whose SDKs send variables as the language's own representation of a value. */
export function sendsRepresentations(platform: string | null): boolean {
  return platform === "python" || platform === "ruby" || platform === "elixir" || platform === "php";
}
