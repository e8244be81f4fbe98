import { groupingConfigId, type GroupingConfigId } from "./grouping-configs.ts";
import type { BrowserFilter, FilterOptions } from "./filter-options.ts";
import { isLegacyBrowser } from "./filter-options.ts";
import { readPerformanceOptions, type PerformanceOptions } from "./performance-options.ts";

/** Choices about what is sent that a project makes, and an organization for all of its projects. Absent means the default. */
export interface RuleOptions {
  /** Master switch of scrubbing. */
  readonly dataScrubber?: boolean;
  /** The built-in rules. */
  readonly dataScrubberDefaults?: boolean;
  readonly scrubIPAddresses?: boolean;
  readonly sensitiveFields?: readonly string[];
  readonly safeFields?: readonly string[];
  /** Advanced scrubbing rules: a PII configuration as JSON text. */
  readonly relayPiiConfig?: string;
  readonly quotas?: readonly Quota[];
}

export type OrganizationOptions = RuleOptions;

/** Everything that a project's settings page changes; absent means the default. */
export interface ProjectOptions extends RuleOptions {
  readonly allowedDomains?: readonly string[];
  readonly resolveAgeHours?: number;
  readonly highlightTags?: readonly string[];
  readonly filters?: FilterOptions;
  readonly fingerprintingRules?: string;
  /** Stack trace rules. */
  readonly groupingEnhancements?: string;
  readonly groupingConfig?: GroupingConfigId;
  /** The former one, whose hashes still lead to their issues until the expiry, in seconds since 1970 (`grouping.md` §13). */
  readonly secondaryGroupingConfig?: GroupingConfigId;
  readonly secondaryGroupingExpiry?: number;
  readonly performance?: PerformanceOptions;
}

/** At most `limit` of `categories` in `windowSeconds` (`protocol.md` §11.4). */
export interface Quota {
  readonly id: string;
  /** Names of data categories; all when empty. */
  readonly categories: readonly string[];
  /** 0 refuses all. Items, but bytes in the categories that count bytes. */
  readonly limit: number;
  readonly windowSeconds: number;
  readonly reasonCode: string | null;
}

type Readers<T> = { readonly [K in keyof T]-?: (value: unknown) => T[K] | undefined };

const flag = (value: unknown): boolean | undefined => (typeof value === "boolean" ? value : undefined);
const amount = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);
const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const texts = (value: unknown): readonly string[] | undefined => (Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : undefined);

function quotas(value: unknown): readonly Quota[] | undefined {
  return Array.isArray(value) ? value.map(quota).filter((entry) => entry !== undefined) : undefined;
}

function quota(value: unknown): Quota | undefined {
  if (!isRecord(value)) return undefined;
  const { id, categories, limit, windowSeconds, reasonCode } = value;
  if (typeof id !== "string" || typeof limit !== "number" || typeof windowSeconds !== "number") return undefined;
  return { id, categories: texts(categories) ?? [], limit, windowSeconds, reasonCode: text(reasonCode) ?? null };
}

const filterReaders: Readers<FilterOptions> = {
  browserExtensions: flag,
  legacyBrowsers: (value) => texts(value)?.filter((name): name is BrowserFilter => isLegacyBrowser(name)),
  localhost: flag,
  webCrawlers: flag,
  healthChecks: flag,
  hydrationErrors: flag,
  chunkLoadErrors: flag,
  errorMessages: texts,
  releases: texts,
  ipAddresses: texts,
  cspSources: texts,
  cspDefaults: flag,
};

const ruleReaders: Readers<RuleOptions> = {
  dataScrubber: flag,
  dataScrubberDefaults: flag,
  scrubIPAddresses: flag,
  sensitiveFields: texts,
  safeFields: texts,
  relayPiiConfig: text,
  quotas,
};

const projectReaders: Readers<ProjectOptions> = {
  ...ruleReaders,
  allowedDomains: texts,
  resolveAgeHours: amount,
  highlightTags: texts,
  filters: (value) => (isRecord(value) ? read(filterReaders, value) : undefined),
  fingerprintingRules: text,
  groupingEnhancements: text,
  groupingConfig: groupingConfigId,
  secondaryGroupingConfig: groupingConfigId,
  secondaryGroupingExpiry: amount,
  performance: (value) => (isRecord(value) ? readPerformanceOptions(value) : undefined),
};

/** Reads what `JSON.stringify` of the same type wrote. A member of another type, by a newer or damaged program, counts as absent. */
export function readProjectOptions(stored: unknown): ProjectOptions {
  return isRecord(stored) ? read(projectReaders, stored) : {};
}

export function readOrganizationOptions(stored: unknown): OrganizationOptions {
  return isRecord(stored) ? read(ruleReaders, stored) : {};
}

function read<T extends object>(readers: Readers<T>, stored: Readonly<Record<string, unknown>>): Partial<T> {
  const found: Partial<T> = {};
  for (const key of keysOf(readers)) {
    const value = readers[key](stored[key]);
    if (value !== undefined) found[key] = value;
  }
  return found;
}

function keysOf<T extends object>(table: T): (string & keyof T)[] {
  const isKey = (name: string): name is string & keyof T => Object.hasOwn(table, name);
  return Object.keys(table).filter(isKey);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
