import { parseRateLimits, type DataCategory } from "@vedette/protocol";
import { headerValue, type HttpResponse } from "./http-client.ts";
import type { Counts } from "./outgoing.ts";

const DEFAULT_SECONDS = 60;

/** A limit on either stops the item. JavaScript SDKs call metrics `metric`, so servers send both names (`protocol.md` §11.2). */
const COMPANIONS: Readonly<Partial<Record<DataCategory, readonly string[]>>> = {
  log_item: ["log_byte"],
  log_byte: ["log_item"],
  trace_metric: ["trace_metric_byte", "metric"],
  attachment: ["attachment_item"],
};

export interface RateLimits {
  /** Reads the headers of any response; limits are only ever extended. */
  update(response: HttpResponse): void;
  /** The category that may not be sent now, or undefined. */
  limited(counts: Counts): string | undefined;
  readonly anyActive: boolean;
}

/** Deadlines per category, as the server set them (`protocol.md` §11.1). `*` is the limit on everything. */
export function createRateLimits(now: () => number): RateLimits {
  const deadlines = new Map<string, number>();
  let latest = 0;
  const extend = (category: string, seconds: number): void => {
    const deadline = now() + seconds * 1000;
    deadlines.set(category, Math.max(deadlines.get(category) ?? 0, deadline));
    latest = Math.max(latest, deadline);
  };
  const active = (category: string): boolean => (deadlines.get(category) ?? 0) > now();
  return {
    update({ status, headers }) {
      const header = headerValue(headers, "x-sentry-rate-limits");
      if (header !== undefined) {
        for (const { retryAfter, categories } of parseRateLimits(header)) {
          if (categories.length === 0) extend("*", retryAfter);
          for (const category of categories) extend(category, retryAfter);
        }
      } else if (status === 429) extend("*", retryAfterSeconds(headerValue(headers, "retry-after"), now()));
    },
    limited(counts) {
      if (latest <= now()) return undefined;
      for (const [category] of counts) {
        // Client reports are never limited.
        if (category === "internal") continue;
        if (active("*")) return "everything";
        if (active(category) || COMPANIONS[category]?.some(active)) return category;
      }
      return undefined;
    },
    get anyActive() {
      return latest > 0 && latest > now();
    },
  };
}

function retryAfterSeconds(value: string | undefined, now: number): number {
  if (value === undefined) return DEFAULT_SECONDS;
  const seconds = Number(value);
  if (value.trim() !== "" && Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(value);
  return Number.isNaN(date) ? DEFAULT_SECONDS : Math.max(0, (date - now) / 1000);
}
