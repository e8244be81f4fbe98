import { defaultFilters, type FilterSettings } from "./filter-options.ts";
import { defaultGroupingConfig, type GroupingConfigId } from "./grouping-configs.ts";
import type { OrganizationOptions, ProjectOptions } from "./options.ts";
import { defaultPerformance, withDefaults, type PerformanceSettings } from "./performance-options.ts";

/**
 * What processing must know of a project: plain data, checked when it was set. An object is never changed, so that what a
 * stage makes of it can be kept in a `WeakMap` by the object itself.
 */
export interface ProjectSettings {
  readonly filters: FilterSettings;
  readonly scrubbing: ScrubbingSettings;
  readonly grouping: GroupingSettings;
  readonly performance: PerformanceSettings;
}

export interface ScrubbingSettings {
  readonly enabled: boolean;
  readonly defaults: boolean;
  readonly ipAddresses: boolean;
  readonly sensitiveFields: readonly string[];
  readonly safeFields: readonly string[];
  /** PII configurations as JSON text, the organization's first. */
  readonly advanced: readonly string[];
}

export interface GroupingSettings {
  readonly config: GroupingConfigId;
  /** The former one, while it still counts: until `expiresAt`, epoch milliseconds. */
  readonly secondary: { readonly config: GroupingConfigId; readonly expiresAt: number } | null;
  /** Rules as text; empty for none. */
  readonly fingerprintRules: string;
  readonly stackRules: string;
}

export const defaultProjectSettings: ProjectSettings = mergeSettings({}, {});

/** An organization's choices hold for all of its projects: what it scrubs, a project cannot keep (`protocol.md` §14). */
export function mergeSettings(organization: OrganizationOptions, project: ProjectOptions): ProjectSettings {
  const either = (name: "scrubIPAddresses"): boolean => organization[name] === true || project[name] === true;
  const both = (name: "sensitiveFields" | "safeFields"): readonly string[] => [...new Set([...(organization[name] ?? []), ...(project[name] ?? [])])];
  const required = (name: "dataScrubber" | "dataScrubberDefaults"): boolean => organization[name] === true || (project[name] ?? true);
  return {
    filters: { ...defaultFilters, ...project.filters },
    scrubbing: {
      enabled: required("dataScrubber"),
      defaults: required("dataScrubberDefaults"),
      ipAddresses: either("scrubIPAddresses"),
      sensitiveFields: both("sensitiveFields"),
      safeFields: both("safeFields"),
      advanced: [organization.relayPiiConfig, project.relayPiiConfig].filter((text): text is string => text !== undefined && text !== ""),
    },
    grouping: groupingSettings(project),
    performance: project.performance === undefined ? defaultPerformance : withDefaults(project.performance),
  };
}

export function groupingSettings(project: ProjectOptions): GroupingSettings {
  const { groupingConfig: config = defaultGroupingConfig, secondaryGroupingConfig: former, secondaryGroupingExpiry: expiry = 0 } = project;
  const secondary = former === undefined || former === config ? null : { config: former, expiresAt: expiry * 1000 };
  return { config, secondary, fingerprintRules: project.fingerprintingRules ?? "", stackRules: project.groupingEnhancements ?? "" };
}
