import { z } from "zod";
import { findIssue } from "../../../issues/find-issue.ts";
import { formatShortId } from "../../../issues/short-id.ts";
import { withToken } from "../../admission.ts";
import { defineEndpoint } from "../../define-endpoint.ts";
import { fail } from "../../errors.ts";
import { eventDetail } from "../../events/event-detail.ts";
import { eventDetailShape } from "../../events/event-shape.ts";
import { eventOfAnyIssue } from "../../events/find-event.ts";
import { findTransaction, transactionDetail } from "../../events/transaction-event.ts";
import { inOrganization } from "../../place.ts";
import { listedIssueJson } from "../issue-json.ts";
import { issueShape } from "../issue-shape.ts";
import { surroundingsOf } from "../surroundings.ts";

export const lookUpShortId = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/shortids/{shortId}/",
  summary: "The issue of a short id",
  auth: withToken,
  place: inOrganization,
  scopes: ["event:read"],
  params: z.object({ shortId: z.string().regex(/-/) }),
  response: z.object({ organizationSlug: z.string(), projectSlug: z.string(), groupId: z.string(), group: issueShape, shortId: z.string() }),
  async handler({ stores, access, actor, organization, params, publicUrl, clock }) {
    const projects = await access.projects(organization);
    const issue = await findIssue(stores.state, projects, params.shortId);
    const project = projects.find((project) => project.id === issue?.projectId);
    if (issue === undefined || project === undefined) throw fail("notFound");
    const around = await surroundingsOf(stores.state, [issue], { organization, projects, userId: actor.userId, publicUrl: publicUrl(), now: clock.now() });
    return {
      body: {
        organizationSlug: organization.slug,
        projectSlug: project.slug,
        groupId: String(issue.id),
        group: listedIssueJson(issue, around, undefined, false, {}),
        shortId: formatShortId(project.slug, issue.shortIdNumber),
      },
    };
  },
});

export const lookUpEventId = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/eventids/{event}/",
  summary: "The project and issue of an event",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "event:read"],
  params: z.object({ event: z.string() }),
  response: z.object({ organizationSlug: z.string(), projectSlug: z.string(), groupId: z.string().nullable(), eventId: z.string(), event: eventDetailShape }),
  async handler({ stores, access, organization, params }) {
    const projects = await access.projects(organization);
    const row = await eventOfAnyIssue({ stores }, projects, params.event);
    const transaction = row === undefined ? await findTransaction({ stores }, projects, params.event) : undefined;
    const home = projects.find((project) => project.id === transaction?.projectId);
    if (transaction !== undefined && home !== undefined) {
      const found = { organizationSlug: organization.slug, projectSlug: home.slug, groupId: null, eventId: transaction.eventId };
      return { body: { ...found, event: await transactionDetail({ stores }, organization, projects, transaction) } };
    }
    const project = projects.find((project) => project.id === row?.projectId);
    if (row === undefined || project === undefined) throw fail("notFound");
    return {
      body: {
        organizationSlug: organization.slug,
        projectSlug: project.slug,
        groupId: String(row.issueId),
        eventId: row.eventId,
        event: await eventDetail({ stores }, organization, projects, row, []),
      },
    };
  },
});
