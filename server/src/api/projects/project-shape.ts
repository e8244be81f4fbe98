import { z } from "zod";
import type { Project, Release } from "../../stores/state/model.ts";
import { avatarShape, letterAvatar } from "../avatar.ts";
import { date, isoDate, isoDateOrNull } from "../dates.ts";
import { organizationShape } from "../organizations/organization-shape.ts";

const teamReference = z.object({ id: z.string(), slug: z.string(), name: z.string() });

/** Kinds of data that a project may have sent. False until that kind is stored. */
const capabilities = {
  firstTransactionEvent: z.boolean(),
  hasFeedbacks: z.boolean(),
  hasFlags: z.boolean(),
  hasMinifiedStackTrace: z.boolean(),
  hasMonitors: z.boolean(),
  hasNewFeedbacks: z.boolean(),
  hasProfiles: z.boolean(),
  hasReplays: z.boolean(),
  hasSessions: z.boolean(),
  hasLogs: z.boolean(),
  hasTraceMetrics: z.boolean(),
  hasInsightsHttp: z.boolean(),
  hasInsightsDb: z.boolean(),
  hasInsightsAssets: z.boolean(),
  hasInsightsAppStart: z.boolean(),
  hasInsightsScreenLoad: z.boolean(),
  hasInsightsVitals: z.boolean(),
  hasInsightsCaches: z.boolean(),
  hasInsightsQueues: z.boolean(),
  hasInsightsAgentMonitoring: z.boolean(),
  hasInsightsMCP: z.boolean(),
  hasUserReports: z.boolean(),
};

const noCapabilities: z.infer<z.ZodObject<typeof capabilities>> = {
  firstTransactionEvent: false,
  hasFeedbacks: false,
  hasFlags: false,
  hasMinifiedStackTrace: false,
  hasMonitors: false,
  hasNewFeedbacks: false,
  hasProfiles: false,
  hasReplays: false,
  hasSessions: false,
  hasLogs: false,
  hasTraceMetrics: false,
  hasInsightsHttp: false,
  hasInsightsDb: false,
  hasInsightsAssets: false,
  hasInsightsAppStart: false,
  hasInsightsScreenLoad: false,
  hasInsightsVitals: false,
  hasInsightsCaches: false,
  hasInsightsQueues: false,
  hasInsightsAgentMonitoring: false,
  hasInsightsMCP: false,
  hasUserReports: false,
};

const projectFields = {
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  platform: z.string().nullable(),
  dateCreated: date,
  isBookmarked: z.boolean(),
  isMember: z.boolean(),
  hasAccess: z.boolean(),
  features: z.array(z.string()),
  access: z.array(z.string()),
  firstEvent: date.nullable(),
  ...capabilities,
  team: teamReference.nullable(),
  teams: z.array(teamReference),
  platforms: z.array(z.string()),
  environments: z.array(z.string()),
  latestRelease: z.object({ version: z.string() }).nullable(),
  isInternal: z.boolean(),
  isPublic: z.boolean(),
  avatar: avatarShape,
  color: z.string(),
  status: z.string(),
};

export const projectShape = z.object(projectFields).meta({ id: "Project" });

/** A project with the organization it is in, as the list across organizations gives it. */
export const projectWithOrganizationShape = z.object({ ...projectFields, organization: organizationShape }).meta({ id: "ProjectWithOrganization" });

/** What a project's row needs besides the project itself. */
export interface ProjectFacts {
  readonly access: Iterable<string>;
  readonly environments: readonly string[];
  readonly latestRelease: Release | undefined;
  readonly uses: { readonly sessions: boolean; readonly monitors: boolean };
}

export function toProject(project: Project, { access, environments, latestRelease, uses }: ProjectFacts): z.infer<typeof projectShape> {
  const teams = project.teams.map(({ id, slug, name }) => ({ id: String(id), slug, name }));
  return {
    id: String(project.id),
    slug: project.slug,
    name: project.name,
    platform: project.platform,
    dateCreated: isoDate(project.createdAt),
    isBookmarked: false,
    isMember: true,
    hasAccess: true,
    features: [],
    access: [...access],
    firstEvent: isoDateOrNull(project.firstEventAt),
    ...noCapabilities,
    hasSessions: uses.sessions,
    hasMonitors: uses.monitors,
    team: teams[0] ?? null,
    teams,
    platforms: project.platform === null ? [] : [project.platform],
    environments: [...environments],
    latestRelease: latestRelease === undefined ? null : { version: latestRelease.version },
    isInternal: false,
    isPublic: false,
    avatar: letterAvatar,
    color: colorOf(project.id),
    status: project.status,
  };
}

/** A colour that stays with the project: hues a golden angle apart, so that neighbours differ. */
function colorOf(id: number): string {
  const hue = (id * 137.508) % 360;
  const channel = (offset: number): string => {
    const k = (offset + hue / 30) % 12;
    const value = 0.55 - 0.3 * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}
