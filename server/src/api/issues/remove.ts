import { z } from "zod";
import { removeIssues } from "../../issues/remove-issues.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { inOrganization, inProject } from "../place.ts";
import { inIssue, inLegacyIssue } from "./places.ts";
import { selectIssues, selectionQuery } from "./select-issues.ts";

const one = { method: "delete", summary: "Delete an issue with its events", auth: withToken, scopes: ["event:admin"], status: 202 } as const;
const many = {
  method: "delete",
  summary: "Delete issues with their events: those named by id, or the first 1000 that match a query",
  auth: withToken,
  scopes: ["event:admin"],
  status: 204,
} as const;

export const deleteIssue = defineEndpoint({
  ...one,
  path: "/organizations/{organization}/issues/{issue}/",
  place: inIssue,
  async handler({ stores, issue, actor, clock }) {
    await removeIssues(stores, [issue.projectId], [issue.id], { userId: actor.userId, at: clock.now() });
    return {};
  },
});

export const deleteLegacyIssue = defineEndpoint({
  ...one,
  path: "/issues/{issue}/",
  place: inLegacyIssue,
  async handler({ stores, issue, actor, clock }) {
    await removeIssues(stores, [issue.projectId], [issue.id], { userId: actor.userId, at: clock.now() });
    return {};
  },
});

export const deleteIssues = defineEndpoint({
  ...many,
  path: "/organizations/{organization}/issues/",
  place: inOrganization,
  query: selectionQuery.extend({ project: z.array(z.string()).optional() }),
  async handler(incoming) {
    const projects = await incoming.access.chosenProjects(incoming.organization, incoming.query.project);
    const issues = await selectIssues(incoming, projects);
    await removeIssues(
      incoming.stores,
      projects.map((project) => project.id),
      issues.map((issue) => issue.id),
      { userId: incoming.actor.userId, at: incoming.clock.now() },
    );
    return {};
  },
});

export const deleteProjectIssues = defineEndpoint({
  ...many,
  path: "/projects/{organization}/{project}/issues/",
  place: inProject,
  query: selectionQuery,
  async handler(incoming) {
    const issues = await selectIssues(incoming, [incoming.project]);
    await removeIssues(
      incoming.stores,
      [incoming.project.id],
      issues.map((issue) => issue.id),
      { userId: incoming.actor.userId, at: incoming.clock.now() },
    );
    return {};
  },
});
