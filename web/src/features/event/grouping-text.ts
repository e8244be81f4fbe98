import { type JsonObject, isObject, listOf, textOf } from "../../api/json.ts";

interface GroupingPart {
  readonly name: string;
  /** What went into the hash, e.g. the functions of the frames. */
  readonly values: readonly string[];
}

export interface GroupingSummary {
  readonly variant: string;
  readonly parts: readonly GroupingPart[];
  readonly fingerprint: readonly string[];
}

const partNames: Readonly<Record<string, string>> = {
  type: "type",
  value: "value",
  message: "message",
  frame: "frames",
  function: "frames",
  filename: "frames",
  module: "frames",
  "context-line": "frames",
  context_line: "frames",
};

/** The variant that made the hash, reduced to what a person asks first: what counted. */
export function groupingSummary(info: unknown): GroupingSummary | undefined {
  const variants = variantsOf(info);
  const chosen = variants.find((variant) => variant["contributes"] === true) ?? variants.find((variant) => textOf(variant["hash"]) !== null);
  if (chosen === undefined) return undefined;
  const parts = new Map<string, string[]>();
  if (isObject(chosen["component"])) walk(chosen["component"], parts);
  return {
    variant: groupedBy(variantName(textOf(chosen["name"]) ?? textOf(chosen["key"]) ?? ""), [...parts.keys()]),
    parts: [...parts].map(([name, values]) => ({ name, values: [...new Set(values)] })),
    fingerprint: listOf(chosen["fingerprint"] ?? chosen["values"]).map((value) => textOf(value) ?? ""),
  };
}

/** An event without a stack has no frames to be grouped by, whatever its variant is called. */
function groupedBy(variant: string, parts: readonly string[]): string {
  const isNamedByFrames = variant.endsWith(" frames") && !parts.includes("frames");
  return parts.length > 0 && (isNamedByFrames || variant === "") ? parts.join(" and ") : variant;
}

/** A list of variants, or an object of them by name; either may stand under `variants`. */
function variantsOf(info: unknown): readonly JsonObject[] {
  const source = isObject(info) && "variants" in info ? info["variants"] : info;
  if (Array.isArray(source)) return source.filter(isObject);
  if (!isObject(source)) return [];
  return Object.entries(source).flatMap(([name, variant]) => (isObject(variant) ? [{ name, ...variant }] : []));
}

function walk(component: JsonObject, parts: Map<string, string[]>): void {
  if (component["contributes"] !== true) return;
  const id = textOf(component["id"]) ?? "";
  const values = listOf(component["values"]);
  const texts = values.filter((value): value is string => typeof value === "string" && value !== "");
  if (id === "frame") {
    const leaves = new Map(
      values.filter(isObject).map((value) => [textOf(value["id"]) ?? "", value["contributes"] === true ? listOf(value["values"]).map(textOf).join(" ") : ""]),
    );
    const name = leaves.get("function") || leaves.get("filename") || leaves.get("module") || [...leaves.values()].find((text) => text !== "");
    if (name !== undefined && name !== "") add(parts, "frames", [name]);
    return;
  }
  if (texts.length > 0) add(parts, partNames[id] ?? id.replaceAll("_", " "), texts);
  for (const value of values) if (isObject(value)) walk(value, parts);
}

function add(parts: Map<string, string[]>, name: string, values: readonly string[]): void {
  parts.set(name, [...(parts.get(name) ?? []), ...values]);
}

/** What a variant looks at, in the words of a person. */
export function variantName(name: string): string {
  const names: Readonly<Record<string, string>> = {
    app: "in-app frames",
    system: "all frames",
    default: "",
    message: "message",
    checksum: "checksum of the SDK",
    fallback: "nothing else",
    "custom-fingerprint": "fingerprint of the SDK",
    custom_client_fingerprint: "fingerprint of the SDK",
    custom_fingerprint: "fingerprint",
    salted_component: "parts and fingerprint",
  };
  return names[name] ?? name.replaceAll("_", " ");
}

/** A part may be a message of any length; whole it stands in the event. */
export function shortPart(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
