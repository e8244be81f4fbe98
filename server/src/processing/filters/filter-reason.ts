import type { FilterSettings } from "../../project-settings/filter-options.ts";
import { browserExtensions } from "./browser-extensions.ts";
import { cspSources } from "./csp-sources.ts";
import { errorMessages } from "./error-messages.ts";
import { healthChecks } from "./health-checks.ts";
import { ipAddresses } from "./ip-addresses.ts";
import { chunkLoadErrors, hydrationErrors } from "./known-errors.ts";
import { legacyBrowserFilter } from "./legacy-browsers.ts";
import { localhost } from "./localhost.ts";
import { releases } from "./releases.ts";
import type { FilterSubject } from "./subject.ts";
import { webCrawlers } from "./web-crawlers.ts";

/** Made for one project's settings; undefined when they switch it off. */
export type MakeFilter = (settings: FilterSettings) => ((subject: FilterSubject) => boolean) | undefined;

/** Every inbound filter under the reason of its outcomes, in the order in which the first that applies counts (`protocol.md` §13). */
const filters = {
  "invalid-csp": cspSources,
  "ip-address": ipAddresses,
  "release-version": releases,
  "error-message": errorMessages,
  localhost,
  "browser-extensions": browserExtensions,
  "legacy-browsers": legacyBrowserFilter,
  "web-crawlers": webCrawlers,
  "react-hydration-errors": hydrationErrors,
  "chunk-load-error": chunkLoadErrors,
  "filtered-transaction": healthChecks,
} as const satisfies Record<string, MakeFilter>;

export type FilterReason = keyof typeof filters;

type Made = readonly (readonly [reason: FilterReason, applies: (subject: FilterSubject) => boolean])[];

const made = new WeakMap<FilterSettings, Made>();

/** The filter that keeps the item out, if one does. */
export function filterReason(subject: FilterSubject, settings: FilterSettings): FilterReason | undefined {
  let active = made.get(settings);
  if (active === undefined) made.set(settings, (active = make(settings)));
  for (const [reason, applies] of active) if (applies(subject)) return reason;
  return undefined;
}

function make(settings: FilterSettings): Made {
  const active: [FilterReason, (subject: FilterSubject) => boolean][] = [];
  for (const [name, makeFilter] of Object.entries(filters)) {
    const applies = makeFilter(settings);
    if (applies !== undefined && isReason(name)) active.push([name, applies]);
  }
  return active;
}

function isReason(name: string): name is FilterReason {
  return Object.hasOwn(filters, name);
}
