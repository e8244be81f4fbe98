import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { issueDetail } from "./issue-detail.ts";
import { issueDetailShape } from "./issue-shape.ts";
import { inIssue, inLegacyIssue } from "./places.ts";
import { updateBody } from "./update-body.ts";
import { applyUpdate } from "./update-many.ts";

const show = { method: "get", summary: "An issue, by its id or short id", auth: withToken, scopes: ["event:read"], response: issueDetailShape } as const;
const update = {
  method: "put",
  summary: "Update an issue; answers the whole issue",
  auth: withToken,
  scopes: ["event:write"],
  body: updateBody,
  response: issueDetailShape,
} as const;

export const showIssue = defineEndpoint({
  ...show,
  path: "/organizations/{organization}/issues/{issue}/",
  place: inIssue,
  handler: async (incoming) => ({ body: await issueDetail(incoming, incoming) }),
});

export const showLegacyIssue = defineEndpoint({
  ...show,
  path: "/issues/{issue}/",
  place: inLegacyIssue,
  handler: async (incoming) => ({ body: await issueDetail(incoming, incoming) }),
});

export const updateIssue = defineEndpoint({
  ...update,
  path: "/organizations/{organization}/issues/{issue}/",
  place: inIssue,
  handler: async (incoming) => ({ body: await updatedIssue(incoming) }),
});

export const updateLegacyIssue = defineEndpoint({
  ...update,
  path: "/issues/{issue}/",
  place: inLegacyIssue,
  handler: async (incoming) => ({ body: await updatedIssue(incoming) }),
});

async function updatedIssue(incoming: Parameters<typeof applyUpdate>[0] & Parameters<typeof issueDetail>[1]) {
  const { issues } = await applyUpdate(incoming, [incoming.issue], [incoming.project]);
  const [issue] = issues;
  // Deleted by somebody else in between.
  if (issue === undefined) throw fail("notFound");
  return issueDetail(incoming, { ...incoming, issue });
}
