import { z } from "zod";
import { readStoredEvent } from "../../issues/stored-event.ts";
import { withToken } from "../admission.ts";
import type { Project } from "../../stores/state/model.ts";
import type { ApiContext } from "../context.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { inOrganization, inProject } from "../place.ts";
import { eventDetail } from "./event-detail.ts";
import { rawEventJson } from "./event-json.ts";
import { answerEventList, environmentFilter, eventListQuery, eventListShape } from "./event-list.ts";
import { eventDetailShape } from "./event-shape.ts";
import { eventOfAnyIssue } from "./find-event.ts";
import { findTransaction, rawTransactionJson, transactionDetail } from "./transaction-event.ts";

const eventPath = "/projects/{organization}/{project}/events/{event}/";
const params = z.object({ event: z.string() });
const environment = z.object({ environment: z.array(z.string()).optional() });
const raw = z.record(z.string(), z.unknown());

export const listProjectEvents = defineEndpoint({
  method: "get",
  path: "/projects/{organization}/{project}/events/",
  summary: "Events of a project, newest first",
  auth: withToken,
  place: inProject,
  scopes: ["project:read", "event:read"],
  query: eventListQuery,
  response: eventListShape,
  handler: (incoming) => answerEventList(incoming, [incoming.project]),
});

export const showProjectEvent = defineEndpoint({
  method: "get",
  path: eventPath,
  summary: "An event with its release and its neighbours in the issue",
  auth: withToken,
  place: inProject,
  scopes: ["project:read", "event:read"],
  params,
  query: environment,
  response: eventDetailShape,
  async handler(incoming) {
    const { organization, project, params } = incoming;
    const row = await eventOfAnyIssue(incoming, [project], params.event);
    if (row !== undefined) return { body: await eventDetail(incoming, organization, [project], row, environmentFilter(incoming.query.environment)) };
    const transaction = await findTransaction(incoming, [project], params.event);
    if (transaction === undefined) throw fail("notFound");
    return { body: await transactionDetail(incoming, organization, [project], transaction) };
  },
});

export const showProjectEventJson = defineEndpoint({
  method: "get",
  path: `${eventPath}json/`,
  summary: "An event as it is stored, under its wire names",
  auth: withToken,
  place: inProject,
  scopes: ["project:read", "event:read"],
  params,
  response: raw,
  async handler(incoming) {
    return { body: await rawJson(incoming, [incoming.project], incoming.params.event) };
  },
});

export const showEventJson = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/events/{event}/json/",
  summary: "An event of any project of the organization as it is stored",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "event:read"],
  params,
  response: raw,
  async handler(incoming) {
    return { body: await rawJson(incoming, await incoming.access.projects(incoming.organization), incoming.params.event) };
  },
});

async function rawJson(context: Pick<ApiContext, "stores">, projects: readonly Project[], id: string): Promise<Readonly<Record<string, unknown>>> {
  const row = await eventOfAnyIssue(context, projects, id);
  if (row !== undefined) return rawEventJson(row, await readStoredEvent(context.stores.blobs, row));
  const transaction = await findTransaction(context, projects, id);
  if (transaction === undefined) throw fail("notFound");
  return rawTransactionJson(context, transaction);
}
