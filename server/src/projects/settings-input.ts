import { DATA_CATEGORIES } from "@vedette/protocol";
import { z } from "zod";
import { parseRange } from "../processing/ip/ip-range.ts";
import { parsePiiConfig } from "../processing/scrubbing/pii-config.ts";
import { isLegacyBrowser, legacyBrowsers } from "../project-settings/filter-options.ts";
import { performanceSettings } from "../project-settings/performance-options.ts";
import type { Quota, RuleOptions } from "../project-settings/options.ts";

/** What may be set of filters, scrubbing and quotas, with words for what may not. Processing trusts what has passed here. */

const maxEntries = 200;
const patterns = z.array(z.string().trim().min(1).max(500)).max(maxEntries);
const fieldNames = z.array(z.string().trim().min(1).max(200)).max(maxEntries);
const browsers = Object.keys(legacyBrowsers);

export const legacyBrowserNames = z
  .array(
    z
      .string()
      .refine(isLegacyBrowser, `must be among ${browsers.join(", ")}`)
      .transform((name) => [name].filter(isLegacyBrowser)),
  )
  .transform((names) => [...new Set(names.flat())]);

export const filterFields = {
  browserExtensions: z.boolean(),
  legacyBrowsers: legacyBrowserNames,
  localhost: z.boolean(),
  webCrawlers: z.boolean(),
  healthChecks: z.boolean(),
  hydrationErrors: z.boolean(),
  chunkLoadErrors: z.boolean(),
  errorMessages: patterns,
  releases: patterns,
  ipAddresses: z
    .array(
      z
        .string()
        .trim()
        .refine((text) => parseRange(text) !== undefined, "must be an IP address or a range such as 203.0.113.0/24"),
    )
    .max(maxEntries),
  cspSources: patterns,
  cspDefaults: z.boolean(),
} as const;

/** Null and empty text take the rules away. */
const piiConfig = z
  .string()
  .max(65_536)
  .nullable()
  .transform((text, context) => {
    if (text === null || text.trim() === "") return "";
    const parsed = parsePiiConfig(text);
    if ("problem" in parsed) context.addIssue({ code: "custom", message: parsed.problem });
    return text;
  });

export const scrubbingFields = {
  dataScrubber: z.boolean().meta({ description: "Scrub data at all." }),
  dataScrubberDefaults: z.boolean().meta({ description: "Apply the built-in rules." }),
  scrubIPAddresses: z.boolean().meta({ description: "Keep no IP addresses." }),
  sensitiveFields: fieldNames.meta({ description: "Names of further fields whose values are taken out." }),
  safeFields: fieldNames.meta({ description: "Names of fields that are left alone." }),
  relayPiiConfig: piiConfig.meta({ description: "Advanced rules: a JSON document with `rules` and `applications`." }),
} as const;

/** Of performance issues, under the names of Sentry. */
export const performanceFields: Readonly<Record<string, z.ZodType<boolean | number>>> = Object.fromEntries(
  Object.entries(performanceSettings).map(([name, setting]) => {
    if (setting.kind === "toggle") return [name, z.boolean().meta({ description: `${setting.label}.` })];
    const { label, fallback, min, max, unit } = setting;
    return [
      name,
      z
        .number()
        .min(min)
        .max(max)
        .meta({ description: `${label} (${unit}). ${fallback} unless set.` }),
    ];
  }),
);

/** What of a body is about scrubbing. */
export function scrubbingOptions(body: Partial<{ [K in keyof typeof scrubbingFields]: z.output<(typeof scrubbingFields)[K]> | undefined }>): RuleOptions {
  const { dataScrubber, dataScrubberDefaults, scrubIPAddresses, sensitiveFields, safeFields, relayPiiConfig } = body;
  return {
    ...(dataScrubber !== undefined && { dataScrubber }),
    ...(dataScrubberDefaults !== undefined && { dataScrubberDefaults }),
    ...(scrubIPAddresses !== undefined && { scrubIPAddresses }),
    ...(sensitiveFields !== undefined && { sensitiveFields }),
    ...(safeFields !== undefined && { safeFields }),
    ...(relayPiiConfig !== undefined && { relayPiiConfig }),
  };
}

const categories: ReadonlySet<string> = new Set([...Object.keys(DATA_CATEGORIES), "attachment_item", "log_byte", "trace_metric_byte"]);

export const quotaInput = z.strictObject({
  id: z
    .string()
    .regex(/^[\w.-]{1,64}$/)
    .optional()
    .meta({ description: "Names its counter; made from the rest when left out." }),
  categories: z
    .array(z.string().refine((name) => categories.has(name), "must be a data category"))
    .max(40)
    .default([])
    .meta({ description: "All when empty." }),
  limit: z.int().min(0).meta({ description: "Items in a window; bytes for attachment, log_byte and trace_metric_byte. 0 refuses all." }),
  window: z
    .int()
    .min(10)
    .max(31 * 86_400)
    .meta({ description: "Seconds." }),
  reasonCode: z
    .string()
    .regex(/^[\w.-]{1,64}$/)
    .nullable()
    .default(null)
    .meta({ description: "The reason that outcomes tell." }),
});

export const quotasInput = z
  .array(quotaInput)
  .max(50)
  .refine((list) => new Set(list.map(idOf)).size === list.length, "two quotas have the same id");

export function toQuota(input: z.output<typeof quotaInput>): Quota {
  const { categories: names, limit, window, reasonCode } = input;
  return { id: idOf(input), categories: names, limit, windowSeconds: window, reasonCode };
}

function idOf({ id, categories: names, window }: z.output<typeof quotaInput>): string {
  return id ?? `${names.length === 0 ? "all" : names.join(".")}-${window}`.slice(0, 64);
}
