import { z } from "zod";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { userReportJson, userReportShape } from "../events/user-report-json.ts";
import { pageOfWindow, pageQuery, pageWindow } from "../pagination.ts";
import { inIssue } from "./places.ts";

const path = "/organizations/{organization}/issues/{issue}/";

export const listExternalIssues = defineEndpoint({
  method: "get",
  path: `${path}external-issues/`,
  summary: "Links to issues in other trackers; none until integrations exist",
  auth: withToken,
  place: inIssue,
  scopes: ["event:read"],
  response: z.array(z.object({ id: z.string(), issueId: z.string(), serviceType: z.string(), displayName: z.string(), webUrl: z.string() })),
  handler: () => Promise.resolve({ body: [] }),
});

export const listIssueUserReports = defineEndpoint({
  method: "get",
  path: `${path}user-reports/`,
  summary: "What users wrote about events of an issue, newest first",
  auth: withToken,
  place: inIssue,
  scopes: ["event:read"],
  query: z.object(pageQuery),
  response: z.array(userReportShape),
  async handler({ stores, issue, query }) {
    const { rows, page } = pageOfWindow(query, await stores.state.userReports(issue.id, pageWindow(query)));
    return { body: rows.map(userReportJson), page };
  },
});
