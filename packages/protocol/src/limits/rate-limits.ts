export type RateLimitScope = "organization" | "project" | "key";

/** One entry of `X-Sentry-Rate-Limits` (`protocol.md` §11.1). */
export interface RateLimit {
  /** Seconds; written rounded up. */
  readonly retryAfter: number;
  /** Empty means all. Strings, because a reader must skip categories it does not know. */
  readonly categories: readonly string[];
  readonly scope: string;
  readonly reasonCode?: string;
  /** Only with `metric_bucket`. */
  readonly namespaces?: readonly string[];
}

/** JavaScript SDKs wait this long when a number cannot be read. */
const DEFAULT_RETRY_AFTER = 60;

/** The header's value. Characters that separate fields are removed from names, so no value can add an entry or a header. */
export function formatRateLimits(limits: readonly RateLimit[]): string {
  return limits.map(formatRateLimit).join(", ");
}

function formatRateLimit(limit: RateLimit): string {
  const seconds = Number.isFinite(limit.retryAfter) ? Math.max(0, Math.ceil(limit.retryAfter)) : DEFAULT_RETRY_AFTER;
  const fields = [String(seconds), list(limit.categories), word(limit.scope)];
  const namespaces = limit.namespaces === undefined || limit.namespaces.length === 0 ? undefined : list(limit.namespaces);
  if (limit.reasonCode !== undefined || namespaces !== undefined) fields.push(word(limit.reasonCode ?? ""));
  if (namespaces !== undefined) fields.push(namespaces);
  return fields.join(":");
}

/** Reads the header. Never throws; a bad entry is read as far as it makes sense, with 60 s for a number that is none. */
export function parseRateLimits(header: string): readonly RateLimit[] {
  return header
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "")
    .map(parseRateLimit);
}

function parseRateLimit(entry: string): RateLimit {
  const [seconds = "", categories = "", scope = "", reasonCode = "", namespaces = ""] = entry.split(":").map((field) => field.trim());
  const retryAfter = /^\d+(?:\.\d+)?$/.test(seconds) ? Math.ceil(Number(seconds)) : DEFAULT_RETRY_AFTER;
  const names = namespaces.split(";").filter((name) => name !== "");
  return {
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : DEFAULT_RETRY_AFTER,
    categories: categories.split(";").filter((name) => name !== ""),
    scope,
    ...(reasonCode === "" ? {} : { reasonCode }),
    ...(names.length === 0 ? {} : { namespaces: names }),
  };
}

function list(names: readonly string[]): string {
  return names
    .map(word)
    .filter((name) => name !== "")
    .join(";");
}

function word(text: string): string {
  return text.replaceAll(/[^\w.-]/g, "");
}
