import { z } from "zod";
import { datasetNames } from "../stores/telemetry/datasets.ts";

/** What can have a budget. */
export const diskCategories: readonly string[] = ["events", "attachments", "uploads", ...datasetNames];

export const diskBudgetInput = z.object({
  maxBytes: z.int().min(1_000_000, "at least 1000000 bytes, or none at all").nullable(),
  maxDays: z.int().min(0).max(3650).nullable(),
});
