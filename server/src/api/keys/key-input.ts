import { z } from "zod";

/** `{count, window}`: at most `count` events in `window` seconds; an empty or half object means no limit, as upstream. */
export const rateLimitField = z
  .object({ count: z.int().min(0).nullish(), window: z.int().min(0).max(86_400).nullish() })
  .nullish()
  .transform((limit) => (limit?.count && limit.window ? { count: limit.count, window: limit.window } : null));

export const keyNameField = z.string().trim().max(64, "Ensure this field has no more than 64 characters.");

export const keyParams = z.object({ key: z.string().regex(/^[0-9a-f]{32}$/) });
