import type { Counts } from "@vedette/core";

/** What is known of a kept envelope beside its bytes. */
export interface Facts {
  readonly dsn: string;
  /** When it was put aside, in milliseconds since 1970, like the other. */
  readonly at: number;
  /** Until then it belongs to the page that sends it. */
  readonly leased: number;
  readonly bytes: number;
  readonly counts: Counts;
}

export interface Kept {
  readonly id: string;
  readonly facts: Facts;
}

/** The store is open to every script of the origin, and to other versions of this one. */
export function isFacts(value: unknown): value is Facts {
  if (typeof value !== "object" || value === null) return false;
  const numbers = ["at", "leased", "bytes"].every((name) => typeof Reflect.get(value, name) === "number");
  return numbers && typeof Reflect.get(value, "dsn") === "string" && Array.isArray(Reflect.get(value, "counts"));
}
