/** A value of a log or metric attribute. Objects are sent as JSON text. */
export type AttributeValue = unknown;

export interface WireAttribute {
  readonly value: string | number | boolean;
  readonly type: "string" | "integer" | "double" | "boolean";
  readonly unit?: string | undefined;
}

/** Attributes in the typed form of containers (`protocol.md` §8.15); what has no value is left out. */
export function wireAttributes(attributes: Readonly<Record<string, AttributeValue>>): Record<string, WireAttribute> {
  const result: Record<string, WireAttribute> = {};
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null) continue;
    result[key] = wireAttribute(value);
  }
  return result;
}

function wireAttribute(value: unknown): WireAttribute {
  switch (typeof value) {
    case "string":
      return { value, type: "string" };
    case "boolean":
      return { value, type: "boolean" };
    case "number":
      if (!Number.isFinite(value)) return { value: String(value), type: "string" };
      return { value, type: Number.isSafeInteger(value) ? "integer" : "double" };
    default:
      return { value: JSON.stringify(value), type: "string" };
  }
}
