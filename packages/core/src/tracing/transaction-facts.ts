import type { Event, TransactionSource } from "../event/event.ts";
import type { RecordingSpan } from "./recording-span.ts";

const MEASUREMENT = "sentry.measurement.";

/** `setMeasurement` keeps its values as attributes, so that they travel in both life cycles. */
export function measurementsOf({ attributes }: RecordingSpan): Pick<Event, "measurements"> | undefined {
  let measurements: Event["measurements"];
  for (const key in attributes) {
    if (!Object.prototype.hasOwnProperty.call(attributes, key)) continue;
    const value = key.length > MEASUREMENT.length && key.startsWith(MEASUREMENT) ? attributes[key] : undefined;
    if (typeof value === "number") (measurements ??= {})[key.slice(MEASUREMENT.length)] = { value, unit: String(attributes[`${key}.unit`] ?? "none") };
  }
  return measurements && { measurements };
}

const SOURCES: Readonly<Record<string, TransactionSource>> = {
  custom: "custom",
  url: "url",
  route: "route",
  view: "view",
  component: "component",
  task: "task",
};
export const sourceOf = (value: unknown): TransactionSource => SOURCES[String(value)] ?? "custom";
