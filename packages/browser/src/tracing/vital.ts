import type { SpanAttributeValue } from "@vedette/core";

export type Stop = () => void;

/** A number that a page is judged by, and what made it. */
export interface Vital {
  /** Milliseconds; `cls` has no unit. */
  readonly value: number;
  /** When what is measured began, in milliseconds since the page did. */
  readonly at: number;
  /** The element and other reasons, by the last part of their names in Sentry's conventions (`browser.web_vital.<name>.<reason>`). */
  readonly reasons: Readonly<Record<string, SpanAttributeValue>>;
}

export type VitalName = "ttfb" | "ttfb.requestTime" | "fp" | "fcp" | "lcp" | "cls" | "inp";
export type WebVitals = Partial<Record<VitalName, Vital>>;

export type Observe = (type: string, each: (entry: PerformanceEntry) => void, options?: { readonly durationThreshold?: number }) => Stop;

export const numberOf = (entry: object, name: string): number => {
  const value: unknown = Reflect.get(entry, name);
  return typeof value === "number" ? value : 0;
};
