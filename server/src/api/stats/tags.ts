import { z } from "zod";
import { discoverDatasets } from "../../discover/datasets/index.ts";
import { queryFacets } from "../../discover/facets.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { readScope, refuseBadDiscover } from "../discover/discover-request.ts";
import { tagValueShape } from "../issues/issue-shape.ts";
import { periodQuery, readPeriod } from "../issues/search-request.ts";
import { tagValueJson } from "../issues/tags/tags.ts";
import { pageOfWindow, pageQuery, pageWindow } from "../pagination.ts";
import { inOrganization, inProject } from "../place.ts";

/** Names under which clients ask for the tags of errors. */
const ofIssues: readonly string[] = ["errors", "discover", "events", "issuePlatform", "search_issues"];

export const listOrganizationTags = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/tags/",
  summary: "Tag keys in use, most frequent first",
  description:
    "Of spans, transactions, logs and metrics (`dataset`) those of the newest 5,000 rows, of which `totalValues` have the key; of errors all are counted.",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read"],
  query: z.object({
    ...periodQuery,
    project: z.array(z.string()).optional(),
    dataset: z
      .string()
      .optional()
      .meta({ description: `${ofIssues.join(", ")} and nothing: of errors. Or one of ${Object.keys(discoverDatasets).join(", ")}.` }),
  }),
  response: z.array(z.object({ key: z.string(), name: z.string(), totalValues: z.int() })),
  async handler(incoming) {
    const { stores, access, organization, query, clock } = incoming;
    if (query.dataset !== undefined && !ofIssues.includes(query.dataset)) {
      const scope = await readScope(incoming);
      const facets = await refuseBadDiscover(() => queryFacets(stores, scope, 0));
      return { body: facets.filter(({ key }) => key !== "project").map(({ key, count }) => ({ key, name: key, totalValues: count })) };
    }
    const projects = await access.chosenProjects(organization, query.project);
    const { range, explicit } = await readPeriod(query, clock.now());
    const tags = await stores.telemetry.issueTags({ projectIds: projects.map((project) => project.id), ...(explicit && { range }) });
    return { body: tags.map(({ key, totalValues }) => ({ key, name: key, totalValues })).toSorted((a, b) => b.totalValues - a.totalValues) };
  },
});

const values = {
  method: "get",
  summary: "Values of a tag, most frequent first",
  auth: withToken,
  params: z.object({ key: z.string() }),
  query: z.object({ ...pageQuery, project: z.array(z.string()).optional() }),
  response: z.array(tagValueShape),
} as const;

export const listOrganizationTagValues = defineEndpoint({
  ...values,
  path: "/organizations/{organization}/tags/{key}/values/",
  place: inOrganization,
  scopes: ["org:read"],
  async handler({ stores, access, organization, params, query }) {
    const projects = await access.chosenProjects(organization, query.project);
    const found = await stores.telemetry.tagValues({ projectIds: projects.map((project) => project.id), key: params.key, ...pageWindow(query) });
    const { rows, page } = pageOfWindow(query, found);
    return { body: rows.map((value) => tagValueJson(params.key, value)), page };
  },
});

export const listProjectTagValues = defineEndpoint({
  ...values,
  path: "/projects/{organization}/{project}/tags/{key}/values/",
  place: inProject,
  scopes: ["project:read"],
  async handler({ stores, project, params, query }) {
    const { rows, page } = pageOfWindow(query, await stores.telemetry.tagValues({ projectIds: [project.id], key: params.key, ...pageWindow(query) }));
    return { body: rows.map((value) => tagValueJson(params.key, value)), page };
  },
});
