import { z } from "zod";
import { eventOfIssue, occurrenceIn } from "../../../issues/issue-events.ts";
import { withToken } from "../../admission.ts";
import { defineEndpoint } from "../../define-endpoint.ts";
import { fail } from "../../errors.ts";
import { eventDetail } from "../../events/event-detail.ts";
import { answerEventList, environmentFilter, eventListQuery, eventListShape } from "../../events/event-list.ts";
import { eventDetailShape } from "../../events/event-shape.ts";
import { inIssue, inLegacyIssue, type FoundIssue } from "../places.ts";

const list = {
  method: "get",
  summary: "Events of an issue, newest first",
  auth: withToken,
  scopes: ["event:read"],
  query: eventListQuery,
  response: eventListShape,
} as const;

export const listIssueEvents = defineEndpoint({
  ...list,
  path: "/organizations/{organization}/issues/{issue}/events/",
  place: inIssue,
  handler: (incoming) => answerEventList(incoming, [incoming.project], incoming.issue.id),
});

export const listLegacyIssueEvents = defineEndpoint({
  ...list,
  path: "/issues/{issue}/events/",
  place: inLegacyIssue,
  handler: (incoming) => answerEventList(incoming, [incoming.project], incoming.issue.id),
});

const show = {
  method: "get",
  summary: "An event of an issue by its id, or the latest, oldest or recommended one",
  auth: withToken,
  scopes: ["event:read"],
  params: z.object({ event: z.string() }),
  query: z.object({ environment: z.array(z.string()).optional() }),
  response: eventDetailShape,
} as const;

export const showIssueEvent = defineEndpoint({
  ...show,
  path: "/organizations/{organization}/issues/{issue}/events/{event}/",
  place: inIssue,
  handler: async (incoming) => ({ body: await detail(incoming) }),
});

export const showLegacyIssueEvent = defineEndpoint({
  ...show,
  path: "/issues/{issue}/events/{event}/",
  place: inLegacyIssue,
  handler: async (incoming) => ({ body: await detail(incoming) }),
});

type DetailContext = Parameters<typeof eventDetail>[0] &
  FoundIssue & { readonly params: { readonly event: string }; readonly query: { readonly environment?: readonly string[] | undefined } };

async function detail(incoming: DetailContext) {
  const filter = environmentFilter(incoming.query.environment);
  const { stores, issue, params } = incoming;
  const row = (await eventOfIssue(stores.telemetry, issue, params.event, filter)) ?? (await occurrenceIn(stores, issue, params.event));
  if (row === undefined) throw fail("notFound");
  return eventDetail(incoming, incoming.organization, [incoming.project], row, filter);
}
