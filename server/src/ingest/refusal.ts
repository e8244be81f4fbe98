import type { DataCategory, OutcomeName } from "@vedette/protocol";

/** How many of what an answer concerns, for outcomes. */
export interface CountedItem {
  readonly category: DataCategory;
  /** Items, but bytes for attachments (`protocol.md` §12). */
  readonly quantity: number;
  /** Of the item, for quotas that count those. */
  readonly bytes?: number;
}

/** A request that is not kept, as the client hears of it and as it is recorded. */
export interface Refusal {
  readonly status: 400 | 401 | 403 | 404 | 405 | 408 | 409 | 410 | 412 | 413 | 415 | 429 | 460 | 500 | 503;
  /** One sentence. Never holds secrets; quotes from the request are cut short by whoever puts them in. */
  readonly detail: string;
  readonly causes?: readonly string[];
  readonly retryAfterSeconds?: number;
  /** Value of `X-Sentry-Rate-Limits`. */
  readonly rateLimits?: string;
  readonly outcome: OutcomeName;
  /** Machine word of the outcome, from `protocol.md` §12 where it has one. */
  readonly reason: string;
  /** Unknown when the request was refused before its items were; it then counts as one `default` item. */
  readonly items?: readonly CountedItem[];
}

/** Items of a known project that were refused, for the outcome totals. */
export interface RefusedItems {
  readonly projectId: number;
  readonly keyId: number;
  readonly category: DataCategory;
  readonly outcome: OutcomeName;
  readonly reason: string;
  readonly quantity: number;
  /** 32 lowercase hex, when it was known by then. */
  readonly eventId: string | null;
  /** Of the request. */
  readonly endpoint: string;
  /** For a person: what was answered. */
  readonly detail: string;
}

export function isRefusal(value: object): value is Refusal {
  return "status" in value && "reason" in value;
}

export const badRequest = (
  detail: string,
  reason: string,
  more: { readonly causes?: readonly string[]; readonly items?: readonly CountedItem[] } = {},
): Refusal => ({
  status: 400,
  detail,
  outcome: "invalid",
  reason,
  ...more,
});

export const unauthorized = (detail: string): Refusal => ({ status: 401, detail, outcome: "invalid", reason: "auth_client" });

/** Relay's wording for 403, which people search for. */
export const forbidden = (reason: "project_id" | "cors"): Refusal => ({
  status: 403,
  detail: `event submission rejected with_reason: ${reason === "cors" ? "Cors" : "ProjectId"}`,
  outcome: "invalid",
  reason,
});

export const tooLarge = (what: string, maxBytes: number, items?: readonly CountedItem[]): Refusal => ({
  status: 413,
  detail: `${what} is larger than the ${maxBytes} bytes that are allowed`,
  outcome: "invalid",
  reason: `too_large:${what}`,
  ...(items === undefined ? {} : { items }),
});

/** Asks the client to come back later. */
export const tryLater = (detail: string, reason: string, retryAfterSeconds: number): Refusal => ({
  status: 429,
  detail,
  retryAfterSeconds,
  outcome: "rate_limited",
  reason,
});
