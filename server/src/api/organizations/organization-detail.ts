import { z } from "zod";
import type { Scope } from "../../auth/scopes.ts";
import type { Organization } from "../../stores/state/model.ts";
import type { StateReader } from "../../stores/state/port.ts";
import { projectFacts } from "../projects/project-facts.ts";
import { projectShape, toProject } from "../projects/project-shape.ts";
import { teamShape, toTeam } from "../teams/team-shape.ts";
import { organizationFields, toOrganization } from "./organization-shape.ts";
import { roleListFields, roleLists } from "./role-lists.ts";

export const organizationDetailShape = z
  .object({
    ...organizationFields,
    ...roleListFields,
    projects: z.array(projectShape).optional(),
    teams: z.array(teamShape).optional(),
    experiments: z.record(z.string(), z.unknown()),
    isDefault: z.boolean(),
    defaultRole: z.string(),
    openMembership: z.boolean(),
    allowSharedIssues: z.boolean(),
    allowJoinRequests: z.boolean(),
    pendingAccessRequests: z.int(),
    enhancedPrivacy: z.boolean(),
    dataScrubber: z.boolean(),
    dataScrubberDefaults: z.boolean(),
    scrubIPAddresses: z.boolean(),
    sensitiveFields: z.array(z.string()),
    safeFields: z.array(z.string()),
    storeCrashReports: z.int(),
    scrapeJavaScript: z.boolean(),
    attachmentsRole: z.string(),
    debugFilesRole: z.string(),
    eventsMemberAdmin: z.boolean(),
    alertsMemberWrite: z.boolean(),
    relayPiiConfig: z.string().nullable(),
    relayDsnEndpoint: z.string().nullable(),
    trustedRelays: z.array(z.never()),
    isDynamicallySampled: z.boolean(),
    aggregatedDataConsent: z.boolean(),
    issueAlertsThreadFlag: z.boolean(),
    metricAlertsThreadFlag: z.boolean(),
    requiresSso: z.boolean(),
    hideAiFeatures: z.boolean(),
    defaultAutofixAutomationTuning: z.string(),
    defaultSeerScannerAutomation: z.boolean(),
    enableSeerCoding: z.boolean(),
    defaultCodingAgent: z.string(),
    defaultCodingAgentIntegrationId: z.string().nullable(),
    defaultAutomatedRunStoppingPoint: z.string(),
    autoEnableCodeReview: z.boolean(),
    autoOpenPrs: z.boolean(),
    defaultCodeReviewTriggers: z.array(z.string()),
  })
  .meta({ id: "OrganizationDetail" });

/** Settings that Sentry has and we have no choice for, with the value that describes what happens here. */
const settings = {
  experiments: {},
  isDefault: false,
  defaultRole: "member",
  openMembership: true,
  allowSharedIssues: false,
  allowJoinRequests: false,
  pendingAccessRequests: 0,
  enhancedPrivacy: false,
  storeCrashReports: 0,
  scrapeJavaScript: false,
  attachmentsRole: "member",
  debugFilesRole: "admin",
  eventsMemberAdmin: true,
  alertsMemberWrite: true,
  relayDsnEndpoint: null,
  trustedRelays: [],
  isDynamicallySampled: false,
  aggregatedDataConsent: false,
  issueAlertsThreadFlag: false,
  metricAlertsThreadFlag: false,
  requiresSso: false,
  hideAiFeatures: true,
  defaultAutofixAutomationTuning: "off",
  defaultSeerScannerAutomation: false,
  enableSeerCoding: false,
  defaultCodingAgent: "",
  defaultCodingAgentIntegrationId: null,
  defaultAutomatedRunStoppingPoint: "",
  autoEnableCodeReview: false,
  autoOpenPrs: false,
  defaultCodeReviewTriggers: [],
};

interface Described {
  readonly state: StateReader;
  readonly organization: Organization;
  readonly scopesHeld: ReadonlySet<Scope>;
  readonly publicUrl: string;
}

/** Here a true means that projects cannot choose otherwise. */
function scrubbingOf({ options }: Organization) {
  return {
    dataScrubber: options.dataScrubber ?? false,
    dataScrubberDefaults: options.dataScrubberDefaults ?? false,
    scrubIPAddresses: options.scrubIPAddresses ?? false,
    sensitiveFields: [...(options.sensitiveFields ?? [])],
    safeFields: [...(options.safeFields ?? [])],
    relayPiiConfig: options.relayPiiConfig || null,
  };
}

/** Without projects and teams, which cost a query for each project. */
export function describeOrganization({ organization, scopesHeld, publicUrl }: Omit<Described, "state">): z.infer<typeof organizationDetailShape> {
  return { ...toOrganization(organization, scopesHeld, publicUrl), ...roleLists(scopesHeld), ...settings, ...scrubbingOf(organization) };
}

export async function describeWhole(described: Described): Promise<z.infer<typeof organizationDetailShape>> {
  const { state, organization, scopesHeld } = described;
  const [projects, teams, members] = await Promise.all([
    state.projects(organization.id),
    state.teams(organization.id),
    state.memberships({ organizationId: organization.id }),
  ]);
  return {
    ...describeOrganization(described),
    projects: await Promise.all(projects.map(async (project) => toProject(project, await projectFacts(state, project, scopesHeld)))),
    teams: teams.map((team) => toTeam(team, members.length, scopesHeld)),
  };
}
