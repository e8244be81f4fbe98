import { parseTimestamp } from "@vedette/protocol";

/** `name[@unit]:v1[:v2…]|c|d|g|s[|#tag:val,tag2:val2][|T<unix seconds>]` */
export interface StatsdLine {
  readonly name: string;
  readonly unit: string | null;
  readonly type: "counter" | "distribution" | "gauge" | "set";
  /** Of a gauge the last value alone, of a counter the sum. */
  readonly values: readonly number[];
  readonly tags: ReadonlyMap<string, string>;
  readonly seconds: number | null;
}

const types = { c: "counter", d: "distribution", ms: "distribution", h: "distribution", g: "gauge", s: "set" } as const;
const maxValues = 1000;
const maxName = 150;

export function parseStatsdLine(line: string): StatsdLine | { readonly problem: string } {
  const [head = "", kind = "", ...sections] = line.split("|").map((part) => part.trim());
  const [label = "", ...sent] = head.split(":");
  const [name = "", unit = ""] = label.split("@", 2);
  if (name.length > maxName || !/^[\w.\-/]+$/.test(name)) return { problem: `a name has 1 to ${maxName} letters, digits, _, ., - or /` };
  const type = typeOf(kind);
  if (type === undefined) return { problem: "the type must be c, d, g or s" };
  const numbers = sent.map((text) => (type === "set" ? setMember(text) : Number(text === "" ? Number.NaN : text)));
  if (numbers.length === 0 || numbers.some((value) => !Number.isFinite(value))) return { problem: "values must be numbers" };
  const tags = sections.find((section) => section.startsWith("#"))?.slice(1) ?? "";
  const time = sections.find((section) => section.startsWith("T"))?.slice(1);
  const seconds = time === undefined ? null : parseTimestamp(time);
  if (seconds === undefined) return { problem: "the time after T must be unix seconds" };
  return {
    name,
    unit: unit === "" || unit === "none" ? null : unit.slice(0, 64),
    type,
    values: valuesOf(type, numbers),
    tags: readTags(tags),
    seconds,
  };
}

function typeOf(kind: string): StatsdLine["type"] | undefined {
  return Object.entries(types).find(([letter]) => letter === kind)?.[1];
}

/** A gauge is last:min:max:sum:count. */
function valuesOf(type: StatsdLine["type"], numbers: readonly number[]): readonly number[] {
  if (type === "gauge") return numbers.slice(0, 1);
  if (type === "counter") return [numbers.reduce((sum, value) => sum + value, 0)];
  return numbers.slice(0, maxValues);
}

/** Members of a set are numbers; a text becomes one that tells it from others. */
function setMember(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) >>> 0;
  return hash;
}

function readTags(text: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const pair of text.split(",")) {
    const colon = pair.indexOf(":");
    const key = (colon < 0 ? pair : pair.slice(0, colon)).trim();
    if (key === "" || key.length > 200 || tags.size >= 100) continue;
    tags.set(key, colon < 0 ? "" : unescape(pair.slice(colon + 1)).slice(0, 200));
  }
  return tags;
}

const escapes: Readonly<Record<string, string>> = { "\\n": "\n", "\\r": "\r", "\\t": "\t", "\\\\": "\\", "\\u{7c}": "|", "\\u{2c}": "," };

function unescape(value: string): string {
  return value.replaceAll(/\\(?:[nrt\\]|u\{(?:7c|2c)\})/g, (match) => escapes[match] ?? match);
}
