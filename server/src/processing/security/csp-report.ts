import type { Json, JsonObject } from "../json/json.ts";

const texts = new Set(
  "effective_directive blocked_uri document_uri original_policy referrer violated_directive source_file script_sample disposition".split(" "),
);
const numbers = new Set(["status_code", "line_number", "column_number"]);
/** Of the Reporting API, which renamed some members. */
const renamed = new Map([
  ["blocked_url", "blocked_uri"],
  ["document_url", "document_uri"],
  ["sample", "script_sample"],
]);

const directives = new Set(
  (
    "base-uri child-src connect-src default-src fenced-frame-src font-src form-action frame-ancestors frame-src img-src manifest-src " +
    "media-src object-src plugin-types prefetch-src referrer script-src script-src-attr script-src-elem style-src style-src-attr " +
    "style-src-elem upgrade-insecure-requests worker-src sandbox navigate-to report-uri report-to block-all-mixed-content " +
    "require-sri-for require-trusted-types-for trusted-types"
  ).split(" "),
);

/** A violation of a content security policy under the names that rules, search and pages use; what else was sent is kept beside them. */
export interface CspReport extends JsonObject {
  /** One of the known directives. */
  readonly effective_directive: string;
  readonly blocked_uri: string;
  readonly violated_directive: string;
}

/** Reads what browsers send, in any of the spellings of `protocol.md` §2.2. Undefined when it names no directive that exists. */
export function readCspReport(sent: JsonObject): CspReport | undefined {
  const report: Record<string, Json> = {};
  for (const [key, value] of Object.entries(sent)) {
    const snake = key
      .replaceAll("-", "_")
      .replaceAll(/([a-z])([A-Z])/g, "$1_$2")
      .toLowerCase();
    const name = renamed.get(snake) ?? snake;
    const usable = texts.has(name) ? textOf(value) : numbers.has(name) ? wholeNumber(value) : value;
    const member = texts.has(name) || numbers.has(name) ? name : key;
    if (usable !== undefined && usable !== null && !Object.hasOwn(report, member)) report[member] = usable;
  }
  // Firefox names only the violated directive, which may bring its sources along.
  const named = [report["effective_directive"], report["violated_directive"]].map(firstWord);
  const directive = named.find((name) => name !== undefined && directives.has(name));
  if (directive === undefined) return undefined;
  // The policy is the longest part: where something has to be cut, it is this.
  const { original_policy: policy, ...rest } = report;
  return {
    ...rest,
    effective_directive: directive,
    blocked_uri: textOf(report["blocked_uri"]) ?? "self",
    violated_directive: textOf(report["violated_directive"]) ?? "",
    ...(policy !== undefined && { original_policy: policy }),
  };
}

function firstWord(value: Json | undefined): string | undefined {
  return typeof value === "string" ? /^\S+/.exec(value.trim())?.[0] : undefined;
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function wholeNumber(value: Json): number | undefined {
  const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
