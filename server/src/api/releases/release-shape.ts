import { z } from "zod";
import type { Project, Release } from "../../stores/state/model.ts";
import { date, isoDate, isoDateOrNull } from "../dates.ts";
import { adoptionShape, healthShape, toAdoption, toHealth, type HealthOf, type HealthParameters } from "./health-json.ts";

const versionShape = z.object({ raw: z.string() });

export const releaseShape = z
  .object({
    id: z.int(),
    version: z.string(),
    shortVersion: z.string(),
    status: z.enum(["open", "archived"]),
    dateCreated: date,
    dateReleased: date.nullable(),
    dateStarted: date.nullable(),
    firstEvent: date.nullable(),
    lastEvent: date.nullable(),
    newGroups: z.int(),
    ref: z.string().nullable(),
    url: z.string().nullable(),
    owner: z.null(),
    userAgent: z.string().nullable(),
    data: z.record(z.string(), z.unknown()),
    versionInfo: z.object({ package: z.string().nullable(), version: versionShape, description: z.string(), buildHash: z.string().nullable() }).nullable(),
    commitCount: z.int(),
    deployCount: z.int(),
    authors: z.array(z.never()),
    lastCommit: z.null(),
    lastDeploy: z.null(),
    currentProjectMeta: z.record(z.string(), z.unknown()).nullable(),
    adoptionStages: adoptionShape.nullable(),
    projects: z.array(
      z.object({
        id: z.int(),
        slug: z.string(),
        name: z.string(),
        platform: z.string().nullable(),
        platforms: z.array(z.string()).nullable(),
        newGroups: z.int(),
        hasHealthData: z.boolean(),
        healthData: healthShape.optional(),
      }),
    ),
  })
  .meta({ id: "Release" });

/** `package@version`; a version that is a bare commit hash is shown by its first twelve characters. */
function versionInfo(version: string) {
  const at = version.lastIndexOf("@");
  const raw = version.slice(at + 1);
  const isHash = /^[0-9a-f]{40}$/.test(raw);
  return { package: at > 0 ? version.slice(0, at) : null, version: { raw }, description: isHash ? raw.slice(0, 12) : raw, buildHash: isHash ? raw : null };
}

export function toRelease(
  release: Release,
  projects: readonly Project[],
  asked: HealthParameters | null = null,
  healthOf: HealthOf = () => undefined,
): z.input<typeof releaseShape> {
  const info = versionInfo(release.version);
  const mine = projects.filter(({ id }) => release.projectIds.includes(id));
  return {
    id: release.id,
    version: release.version,
    // The whole version, as Sentry has it: clients put it into searches. What people read is `versionInfo.description`.
    shortVersion: release.version,
    status: "open",
    dateCreated: isoDate(release.createdAt),
    dateReleased: null,
    dateStarted: null,
    firstEvent: isoDateOrNull(release.firstEventAt),
    lastEvent: isoDateOrNull(release.lastEventAt),
    newGroups: release.newIssues,
    ref: null,
    url: null,
    owner: null,
    userAgent: null,
    data: {},
    versionInfo: info,
    commitCount: 0,
    deployCount: 0,
    authors: [],
    lastCommit: null,
    lastDeploy: null,
    currentProjectMeta: null,
    adoptionStages: asked?.adoptionStages === true ? toAdoption(mine, healthOf) : null,
    projects: mine.map(({ id, slug, name, platform }) => {
      const hasHealthData = release.healthProjectIds.includes(id);
      return {
        id,
        slug,
        name,
        platform,
        platforms: platform === null ? [] : [platform],
        newGroups: release.newIssuesByProject[release.projectIds.indexOf(id)] ?? 0,
        hasHealthData,
        healthData: asked?.health === true ? toHealth(healthOf(id), hasHealthData, asked.healthStatsPeriod) : undefined,
      };
    }),
  };
}
