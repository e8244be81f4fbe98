import { z } from "zod";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { pageOfWindow, pageQuery, pageWindow } from "../pagination.ts";
import { inOrganization, inProject } from "../place.ts";
import { releaseShape, toRelease } from "./release-shape.ts";

const query = z.object({ ...pageQuery, query: z.string().optional().meta({ description: "Text within the version." }) });

export const listReleases = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/releases/",
  summary: "The releases that events of an organization named, newest first",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:ci", "project:read", "project:write", "project:releases"],
  query: query.extend({ project: z.array(z.string()).optional() }),
  response: z.array(releaseShape),
  async handler({ organization, access, query, stores }) {
    const projects = await access.chosenProjects(organization, query.project);
    const text = query.query ?? "";
    const found = await stores.state.releases(organization.id, {
      projectIds: projects.map(({ id }) => id),
      ...(text === "" ? {} : { text }),
      ...pageWindow(query),
    });
    const { rows, page } = pageOfWindow(query, found);
    return { body: rows.map((release) => toRelease(release, projects)), page };
  },
});

export const listProjectReleases = defineEndpoint({
  method: "get",
  path: "/projects/{organization}/{project}/releases/",
  summary: "The releases that events of a project named, newest first",
  auth: withToken,
  place: inProject,
  scopes: ["org:ci", "project:read", "project:write", "project:releases"],
  query,
  response: z.array(releaseShape),
  async handler({ organization, project, query, stores }) {
    const text = query.query ?? "";
    const found = await stores.state.releases(organization.id, { projectIds: [project.id], ...(text === "" ? {} : { text }), ...pageWindow(query) });
    const { rows, page } = pageOfWindow(query, found);
    return { body: rows.map((release) => toRelease(release, [project])), page };
  },
});
