import { z } from "zod";
import { defaultGroupingConfig } from "../../project-settings/grouping-configs.ts";
import type { Project } from "../../stores/state/model.ts";
import { organizationShape } from "../organizations/organization-shape.ts";
import { optionsOf } from "./filter-text-options.ts";
import type { ProjectFacts } from "./project-shape.ts";
import { projectShape, toProject } from "./project-shape.ts";

/**
 * Settings that Sentry has and we have no choice for yet are told with the value that describes what happens here.
 */
export const projectDetailShape = projectShape
  .extend({
    organization: organizationShape,
    options: z.record(z.string(), z.unknown()),
    digestsMinDelay: z.int(),
    digestsMaxDelay: z.int(),
    subjectPrefix: z.string(),
    subjectTemplate: z.string(),
    allowedDomains: z.array(z.string()),
    resolveAge: z.int(),
    dataScrubber: z.boolean(),
    dataScrubberDefaults: z.boolean(),
    scrubIPAddresses: z.boolean(),
    safeFields: z.array(z.string()),
    sensitiveFields: z.array(z.string()),
    storeCrashReports: z.int().nullable(),
    securityToken: z.string(),
    securityTokenHeader: z.string().nullable(),
    verifySSL: z.boolean(),
    scrapeJavaScript: z.boolean(),
    enableAutoReleaseCreation: z.boolean(),
    highlightTags: z.array(z.string()),
    highlightContext: z.record(z.string(), z.array(z.string())),
    highlightPreset: z.object({ tags: z.array(z.string()), context: z.record(z.string(), z.array(z.string())) }),
    groupingConfig: z.string(),
    groupingEnhancements: z.string(),
    derivedGroupingEnhancements: z.string(),
    secondaryGroupingConfig: z.string().nullable(),
    secondaryGroupingExpiry: z.int(),
    fingerprintingRules: z.string(),
    processingIssues: z.int(),
    defaultEnvironment: z.string().nullable(),
    relayPiiConfig: z.string().nullable(),
    builtinSymbolSources: z.array(z.string()),
    symbolSources: z.string(),
    dynamicSamplingBiases: z.array(z.record(z.string(), z.unknown())).nullable(),
    isDynamicallySampled: z.boolean(),
    tempestFetchScreenshots: z.boolean(),
    autofixAutomationTuning: z.string(),
    seerScannerAutomation: z.boolean(),
    seerNightshiftTweaks: z.null(),
    scmSourceContextEnabled: z.boolean(),
    debugFilesRole: z.string().nullable(),
  })
  .meta({ id: "ProjectDetail" });

const defaultHighlightTags = ["handled", "level", "environment", "release", "url", "user"];

export function toProjectDetail(project: Project, organization: z.infer<typeof organizationShape>, facts: ProjectFacts): z.infer<typeof projectDetailShape> {
  const { options } = project;
  return {
    ...toProject(project, facts),
    organization,
    options: optionsOf(options.filters),
    digestsMinDelay: 300,
    digestsMaxDelay: 1800,
    subjectPrefix: "",
    subjectTemplate: "$shortID - $title",
    allowedDomains: [...(options.allowedDomains ?? ["*"])],
    resolveAge: options.resolveAgeHours ?? 0,
    dataScrubber: options.dataScrubber ?? true,
    dataScrubberDefaults: options.dataScrubberDefaults ?? true,
    scrubIPAddresses: options.scrubIPAddresses ?? false,
    safeFields: [...(options.safeFields ?? [])],
    sensitiveFields: [...(options.sensitiveFields ?? [])],
    storeCrashReports: null,
    securityToken: "",
    securityTokenHeader: null,
    verifySSL: false,
    scrapeJavaScript: false,
    enableAutoReleaseCreation: true,
    highlightTags: [...(options.highlightTags ?? defaultHighlightTags)],
    highlightContext: {},
    highlightPreset: { tags: defaultHighlightTags, context: {} },
    groupingConfig: options.groupingConfig ?? defaultGroupingConfig,
    groupingEnhancements: options.groupingEnhancements ?? "",
    derivedGroupingEnhancements: "",
    secondaryGroupingConfig: options.secondaryGroupingExpiry === 0 ? null : (options.secondaryGroupingConfig ?? null),
    secondaryGroupingExpiry: options.secondaryGroupingExpiry ?? 0,
    fingerprintingRules: options.fingerprintingRules ?? "",
    processingIssues: 0,
    defaultEnvironment: null,
    relayPiiConfig: options.relayPiiConfig || null,
    builtinSymbolSources: [],
    symbolSources: "[]",
    dynamicSamplingBiases: null,
    isDynamicallySampled: false,
    tempestFetchScreenshots: false,
    autofixAutomationTuning: "off",
    seerScannerAutomation: false,
    seerNightshiftTweaks: null,
    scmSourceContextEnabled: false,
    debugFilesRole: null,
  };
}
