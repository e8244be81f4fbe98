import { z } from "zod";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { inOrganization, inProject } from "../place.ts";
import { releaseShape, toRelease } from "./release-shape.ts";

export const showRelease = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/releases/{version}/",
  summary: "A release",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:ci", "project:read", "project:write", "project:releases"],
  params: z.object({ version: z.string() }),
  response: releaseShape,
  async handler({ organization, access, params, stores }) {
    const release = await stores.state.release(organization.id, params.version);
    if (release === undefined) throw fail("notFound");
    return { body: toRelease(release, await access.projects(organization)) };
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
  response: releaseShape,
  async handler({ organization, project, params, stores }) {
    const release = await stores.state.release(organization.id, params.version);
    if (release?.projectIds.includes(project.id) !== true) throw fail("notFound");
    return { body: toRelease(release, [project]) };
  },
});
