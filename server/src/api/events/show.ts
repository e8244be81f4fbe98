import { z } from "zod";
import { readStoredEvent } from "../../issues/stored-event.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { inOrganization, inProject } from "../place.ts";
import { eventDetail } from "./event-detail.ts";
import { rawEventJson } from "./event-json.ts";
import { answerEventList, environmentFilter, eventListQuery, eventListShape } from "./event-list.ts";
import { eventDetailShape } from "./event-shape.ts";
import { findEvent } from "./find-event.ts";
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
    const transaction = await findTransaction(incoming, [project], params.event);
    if (transaction !== undefined) return { body: await transactionDetail(incoming, organization, [project], transaction) };
    const row = await findEvent(incoming, [project], params.event);
    return { body: await eventDetail(incoming, incoming.organization, [incoming.project], row, environmentFilter(incoming.query.environment)) };
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
    const transaction = await findTransaction(incoming, [incoming.project], incoming.params.event);
    if (transaction !== undefined) return { body: await rawTransactionJson(incoming, transaction) };
    const row = await findEvent(incoming, [incoming.project], incoming.params.event);
    return { body: rawEventJson(row, await readStoredEvent(incoming.stores.blobs, row)) };
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
    const projects = await incoming.access.projects(incoming.organization);
    const transaction = await findTransaction(incoming, projects, incoming.params.event);
    if (transaction !== undefined) return { body: await rawTransactionJson(incoming, transaction) };
    const row = await findEvent(incoming, projects, incoming.params.event);
    return { body: rawEventJson(row, await readStoredEvent(incoming.stores.blobs, row)) };
  },
});
