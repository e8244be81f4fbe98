import { z } from "zod";
import { healthSorts, versionsByHealth, type HealthSort } from "../../releases/release-health.ts";
import type { Organization, Project } from "../../stores/state/model.ts";
import { withToken } from "../admission.ts";
import type { ApiStores } from "../context.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { pageOfWindow, pageQuery, pageWindow } from "../pagination.ts";
import { inOrganization, inProject } from "../place.ts";
import { healthQuery, periodMs, readHealth, releaseSort } from "./health-json.ts";
import { releaseShape, toRelease } from "./release-shape.ts";

const query = z.object({
  ...pageQuery,
  ...healthQuery,
  query: z.string().default("").meta({ description: "Text within the version." }),
  sort: releaseSort.default("date").meta({ description: "All but date: by sessions, releases without any are left out." }),
  flatten: z.string().optional().meta({ description: "Ignored: releases are sorted over all chosen projects together." }),
  status: z.string().optional().meta({ description: "Ignored: no release is archived." }),
});

interface ListRequest {
  readonly organization: Organization;
  readonly projects: readonly Project[];
  readonly query: z.output<typeof query>;
  readonly stores: ApiStores;
  readonly now: number;
}

async function listPage({ organization, projects, query: asked, stores, now }: ListRequest) {
  const projectIds = projects.map(({ id }) => id);
  const window = pageWindow(asked);
  const healthSort = healthSorts.find((sort) => sort === asked.sort);
  const found =
    healthSort === undefined
      ? await stores.state.releases(organization.id, { projectIds, ...(asked.query === "" ? {} : { text: asked.query }), ...window })
      : await sortedByHealth({ organization, projects, query: asked, stores, now }, healthSort);
  const { rows, page } = pageOfWindow(asked, found);
  const health = await readHealth(stores.telemetry, { releases: rows, projects, query: asked, now });
  return { body: rows.map((release) => toRelease(release, projects, asked, health(release.version))), page };
}

async function sortedByHealth({ organization, projects, query: asked, stores, now }: ListRequest, sort: HealthSort) {
  const projectIds = projects.map(({ id }) => id);
  const summaryMs = periodMs("summaryStatsPeriod", asked.summaryStatsPeriod);
  const environments = asked.environment === undefined ? {} : { environments: asked.environment };
  const versions = await versionsByHealth(stores.telemetry, { projectIds, ...environments, now, summaryMs, sort });
  const text = asked.query.toLowerCase();
  const { offset, limit } = pageWindow(asked);
  const wanted = versions.filter((version) => version.toLowerCase().includes(text)).slice(offset, offset + limit);
  const found = await stores.state.releases(organization.id, { projectIds, versions: wanted, offset: 0, limit });
  return wanted.flatMap((version) => found.find((release) => release.version === version) ?? []);
}

export const listReleases = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/releases/",
  summary: "The releases that events and sessions of an organization named, newest first",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:ci", "project:read", "project:write", "project:releases"],
  query: query.extend({ project: z.array(z.string()).optional() }),
  response: z.array(releaseShape),
  handler: async ({ organization, access, query: asked, stores, clock }) =>
    listPage({ organization, projects: await access.chosenProjects(organization, asked.project), query: asked, stores, now: clock.now() }),
});

export const listProjectReleases = defineEndpoint({
  method: "get",
  path: "/projects/{organization}/{project}/releases/",
  summary: "The releases that events and sessions of a project named, newest first",
  auth: withToken,
  place: inProject,
  scopes: ["org:ci", "project:read", "project:write", "project:releases"],
  query,
  response: z.array(releaseShape),
  handler: ({ organization, project, query: asked, stores, clock }) => listPage({ organization, projects: [project], query: asked, stores, now: clock.now() }),
});
