import { z } from "zod";

/** `{count, window}`: at most `count` events in `window` seconds; an empty or half object means no limit, as upstream. */
export const rateLimitField = z
  .object({ count: z.int().min(0).nullish(), window: z.int().min(0).max(86_400).nullish() })
  .nullish()
  .transform((limit) => (limit?.count && limit.window ? { count: limit.count, window: limit.window } : null));

export const keyNameField = z.string().trim().max(64, "Ensure this field has no more than 64 characters.");

export const keyParams = z.object({ key: z.string().regex(/^[0-9a-f]{32}$/) });

/** What the loader script brings along. */
export const loaderField = z.object({
  hasReplay: z.boolean().optional(),
  hasPerformance: z.boolean().optional(),
  hasDebug: z.boolean().optional(),
  hasFeedback: z.boolean().optional(),
  hasLogsAndMetrics: z.boolean().optional(),
});

/** `latest`, or a version as upstream writes it (`8.x`, `9.1.0`): it is kept, and the loader brings the bundle of this server. */
export const sdkVersionField = z.string().regex(/^(?:latest|\d+(?:\.(?:x|\d+)){0,2})$/, "Expected latest or a version.");
