import { z } from "zod";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { inOrganization, inProject } from "../place.ts";
import { answerIssueList, issueListQuery } from "./answer-issue-list.ts";
import { issueShape } from "./issue-shape.ts";

export const listIssues = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/issues/",
  summary: "Issues of an organization that match a search",
  description: "Without `query` it shows what needs attention: `is:unresolved issue.priority:[high, medium]`; an empty one shows everything.",
  auth: withToken,
  place: inOrganization,
  scopes: ["event:read"],
  query: issueListQuery.extend({ project: z.array(z.string()).optional() }),
  response: z.array(issueShape),
  async handler(incoming) {
    const projects = await incoming.access.chosenProjects(incoming.organization, incoming.query.project);
    return answerIssueList(incoming, projects, { query: "is:unresolved issue.priority:[high, medium]", stats: "24h" });
  },
});

export const listProjectIssues = defineEndpoint({
  method: "get",
  path: "/projects/{organization}/{project}/issues/",
  summary: "Issues of a project that match a search",
  auth: withToken,
  place: inProject,
  scopes: ["event:read"],
  query: issueListQuery.extend({ statsPeriod: z.enum(["24h", "14d", ""]).optional() }),
  response: z.array(issueShape),
  // Here `statsPeriod` names the chart, not the time range (`api.md` §1.5, row 33).
  handler: (incoming) =>
    answerIssueList(
      { ...incoming, query: { ...incoming.query, statsPeriod: undefined, groupStatsPeriod: incoming.query.statsPeriod ?? incoming.query.groupStatsPeriod } },
      [incoming.project],
      { query: "is:unresolved", stats: "24h" },
    ),
});
