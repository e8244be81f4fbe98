import type { FilterOptions, FilterSettings } from "../../project-settings/filter-options.ts";

/** The filters that clients switch by the words of Sentry, with the option that each one is. */
export const filterSwitches = {
  "browser-extensions": "browserExtensions",
  "filtered-transaction": "healthChecks",
  "legacy-browsers": "legacyBrowsers",
  localhost: "localhost",
  "web-crawlers": "webCrawlers",
  "react-hydration-errors": "hydrationErrors",
  "chunk-load-error": "chunkLoadErrors",
} as const satisfies Record<string, keyof FilterOptions>;

export type FilterId = keyof typeof filterSwitches;

export function isFilterId(id: string): id is FilterId {
  return Object.hasOwn(filterSwitches, id);
}

export function activeOf(id: FilterId, filters: FilterSettings): boolean | string[] {
  const value = filters[filterSwitches[id]];
  return typeof value === "boolean" ? value : value.length === 0 ? false : [...value];
}
