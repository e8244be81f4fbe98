import { z } from "zod";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { inOrganization, inProject } from "../place.ts";
import { healthQuery, readHealth } from "./health-json.ts";
import { releaseShape, toRelease } from "./release-shape.ts";

export const showRelease = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/releases/{version}/",
  summary: "A release",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:ci", "project:read", "project:write", "project:releases"],
  params: z.object({ version: z.string() }),
  query: z.object({ ...healthQuery, project: z.array(z.string()).optional() }),
  response: releaseShape,
  async handler({ organization, access, params, query, stores, clock }) {
    const release = await stores.state.release(organization.id, params.version);
    if (release === undefined) throw fail("notFound");
    const projects = await access.chosenProjects(organization, query.project);
    const health = await readHealth(stores.telemetry, { releases: [release], projects, query, now: clock.now() });
    return { body: toRelease(release, projects, query, health(release.version)) };
  },
});

/** sentry-cli 2 asks here when it knows the project. */
export const showProjectRelease = defineEndpoint({
  method: "get",
  path: "/projects/{organization}/{project}/releases/{version}/",
  summary: "A release of a project",
  auth: withToken,
  place: inProject,
  scopes: ["org:ci", "project:read", "project:write", "project:releases"],
  params: z.object({ version: z.string() }),
  query: z.object(healthQuery),
  response: releaseShape,
  async handler({ organization, project, params, query, stores, clock }) {
    const release = await stores.state.release(organization.id, params.version);
    if (release?.projectIds.includes(project.id) !== true) throw fail("notFound");
    const health = await readHealth(stores.telemetry, { releases: [release], projects: [project], query, now: clock.now() });
    return { body: toRelease(release, [project], query, health(release.version)) };
  },
});
