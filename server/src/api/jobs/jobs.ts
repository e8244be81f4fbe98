import { z } from "zod";
import { planDeletion, searchedKinds } from "../../deletions/plan-deletion.ts";
import { SearchError } from "../../query/search-error.ts";
import type { EventFilter } from "../../query/model.ts";
import type { JobInput } from "../../stores/state/jobs.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail, invalid } from "../errors.ts";
import { findEvent } from "../events/find-event.ts";
import { pageOfWindow, pageQuery, pageWindow } from "../pagination.ts";
import { inOrganization, inProject } from "../place.ts";
import { jobJson, jobShape } from "./job-shape.ts";

const mark = z.string().min(1).max(200).optional();

export const createDeletion = defineEndpoint({
  method: "post",
  path: "/organizations/{organization}/deletions/",
  summary: "Delete all that matches a search, or everything of one user, in the background",
  description:
    "Give either `query` or `user`. Rows, files and bodies leave the disk; of events a note that they were deleted stays and is found by event id. A user is looked for in events, transactions, spans, logs, metrics, replays, profiles, sessions, reports and requests that could not be stored.",
  auth: withToken,
  place: inOrganization,
  scopes: ["event:admin"],
  status: 202,
  body: z.object({
    project: z.array(z.string()).optional().meta({ description: "Ids or slugs; all of the organization when left out." }),
    dataset: z.enum(searchedKinds).default("errors").meta({ description: "What `query` is a search of." }),
    query: z.string().min(1).max(4096).optional().meta({ description: "As for lists of that dataset." }),
    user: z.object({ id: mark, email: mark, username: mark, ip: mark, did: mark }).optional().meta({ description: "Any one of them is enough to be meant." }),
  }),
  response: jobShape,
  async handler({ stores, access, organization, actor, body, clock }) {
    const { project, dataset, query, user } = body;
    const projects = await access.chosenProjects(organization, project);
    const by = { organizationId: organization.id, userId: actor.userId, at: clock.now() };
    const identity = user && Object.fromEntries(Object.entries(user).filter(([, value]) => value !== undefined));
    if ((query === undefined) === (identity === undefined || Object.keys(identity).length === 0))
      throw invalid({ query: ["Give either a query, or a user by id, email, username, ip or did."] });
    const input: JobInput =
      query === undefined
        ? { kind: "deleteUser", projectIds: projects.map(({ id }) => id), identity: identity ?? {} }
        : await planned(() => planDeletion(stores, { kind: dataset, query, organizationId: organization.id, projects, now: clock.now() }));
    return { body: jobJson(await stores.writer.createJob({ ...by, input })) };
  },
});

async function planned(plan: () => Promise<JobInput>): Promise<JobInput> {
  try {
    return await plan();
  } catch (error) {
    if (error instanceof SearchError) throw invalid({ query: [error.message] });
    throw error;
  }
}

export const deleteEvent = defineEndpoint({
  method: "delete",
  path: "/projects/{organization}/{project}/events/{event}/",
  summary: "Delete one event with its files, in the background",
  auth: withToken,
  place: inProject,
  scopes: ["event:admin"],
  status: 202,
  params: z.object({ event: z.string() }),
  response: jobShape,
  async handler(incoming) {
    const { stores, project, params, actor, clock } = incoming;
    const { eventId } = await findEvent(incoming, [project], params.event);
    const filter: EventFilter = { kind: "field", field: "id", anyOf: [{ kind: "exact", value: eventId }], negated: false };
    const input = { kind: "deleteEvents", projectIds: [project.id], filter: [filter], label: `id:${eventId}` } as const;
    return { body: jobJson(await stores.writer.createJob({ projectId: project.id, userId: actor.userId, at: clock.now(), input })) };
  },
});

export const listJobs = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/jobs/",
  summary: "Deletions and evictions, newest first",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "event:read"],
  query: z.object(pageQuery),
  response: z.array(jobShape),
  async handler({ stores, organization, query }) {
    const { rows, page } = pageOfWindow(query, await stores.state.jobs({ organizationId: organization.id, ...pageWindow(query) }));
    return { body: rows.map(jobJson), page };
  },
});

export const showJob = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/jobs/{job}/",
  summary: "How far a deletion or eviction is",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "event:read"],
  params: z.object({ job: z.string() }),
  response: jobShape,
  async handler({ stores, organization, params }) {
    const job = /^\d{1,15}$/.test(params.job) ? await stores.state.job(organization.id, Number(params.job)) : undefined;
    if (job === undefined) throw fail("notFound");
    return { body: jobJson(job) };
  },
});
