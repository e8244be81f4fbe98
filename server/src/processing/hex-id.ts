import type { Json } from "./json/json.ts";

/** Ids of traces (32) and spans (16) in lowercase hex; in any case, with or without dashes. All zeros is none. */
export function hexId(value: Json | undefined, length: number): string | undefined {
  if (typeof value !== "string" || value.length > 40) return undefined;
  const hex = (value.includes("-") ? value.replaceAll("-", "") : value).toLowerCase();
  return hex.length === length && /^[\da-f]+$/.test(hex) && !/^0+$/.test(hex) ? hex : undefined;
}
