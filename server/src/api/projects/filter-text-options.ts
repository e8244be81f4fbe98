import { z } from "zod";
import type { FilterOptions } from "../../project-settings/filter-options.ts";
import { defaultFilters } from "../../project-settings/filter-options.ts";
import { filterFields } from "../../projects/settings-input.ts";

/** Members of a project's `options` under which clients of Sentry set filters by patterns: a text with a line for each. */
const lists = {
  "filters:error_messages": "errorMessages",
  "filters:releases": "releases",
  "filters:blacklisted_ips": "ipAddresses",
  "sentry:csp_ignored_sources": "cspSources",
} as const satisfies Record<string, keyof FilterOptions>;

const switches = {
  "filters:react-hydration-errors": "hydrationErrors",
  "filters:chunk-load-error": "chunkLoadErrors",
  "sentry:csp_ignored_sources_defaults": "cspDefaults",
} as const satisfies Record<string, keyof FilterOptions>;

const linesOf = (field: z.ZodType<string[], string[]>) =>
  z
    .string()
    .max(100_000)
    .transform((text) =>
      text
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== ""),
    )
    .pipe(field)
    .optional();

const onOrOff = z.union([z.boolean(), z.enum(["0", "1"]).transform((text) => text === "1")]).optional();

export const optionsInput = z
  .object({
    "filters:error_messages": linesOf(filterFields.errorMessages),
    "filters:releases": linesOf(filterFields.releases),
    "filters:blacklisted_ips": linesOf(filterFields.ipAddresses),
    "sentry:csp_ignored_sources": linesOf(filterFields.cspSources),
    "filters:react-hydration-errors": onOrOff,
    "filters:chunk-load-error": onOrOff,
    "sentry:csp_ignored_sources_defaults": onOrOff,
  })
  .meta({ description: "Filters by patterns, a line for each; other options of Sentry are taken and have no effect." });

export function filtersIn(options: z.output<typeof optionsInput>): FilterOptions {
  return Object.fromEntries(
    [...Object.entries(lists), ...Object.entries(switches)].flatMap(([name, option]) => {
      const value = Object.entries(options).find(([key]) => key === name)?.[1];
      return value === undefined ? [] : [[option, value]];
    }),
  );
}

export function optionsOf(filters: FilterOptions = {}): Record<string, string | boolean> {
  const all = { ...defaultFilters, ...filters };
  return {
    ...Object.fromEntries(Object.entries(lists).map(([name, option]) => [name, all[option].join("\n")])),
    ...Object.fromEntries(Object.entries(switches).map(([name, option]) => [name, all[option]])),
  };
}
