import type { NormalizeOptions } from "../normalize/normalize.ts";
import { createRedact } from "../scrub/scrub.ts";
import type { CoreOptions } from "./options.ts";

/** Limits and redaction for everything that the application puts into an event. */
export function normalizationOf({ normalizeDepth = 7, normalizeMaxBreadth = 1000, maxValueLength = 16_384, ...options }: CoreOptions): NormalizeOptions {
  const limits = { depth: normalizeDepth, breadth: normalizeMaxBreadth, maxLength: maxValueLength };
  const { scrub = {}, collect, sendDefaultPii = false } = options;
  if (scrub === false) return limits;
  return { ...limits, redact: createRedact(scrub, collect?.ip ?? sendDefaultPii), redactUser: createRedact(scrub, true) };
}
