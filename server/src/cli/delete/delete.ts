import { z } from "zod";
import { parseEventSearch } from "../../query/event-search.ts";
import type { JobInput } from "../../stores/state/jobs.ts";
import { CommandFailed, defineCommand } from "../define-command.ts";
import { findOrganization } from "../find.ts";
import { bytes, table } from "../table.ts";

const org = z.string().meta({ description: "slug or id of the organization" });

export const deleteEventsCommand = defineCommand({
  words: ["delete"],
  summary: "Delete an event, everything that matches a search, or everything of one user; the running server does it in the background",
  input: z.object({
    org,
    project: z.array(z.string()).default([]).meta({ description: "slug or id; all of the organization when left out" }),
    event: z.string().optional().meta({ description: "id of one event" }),
    query: z.string().optional().meta({ description: "event search, such as release:1.2 environment:staging" }),
    userId: z.string().optional().meta({ description: "everything of the user with this id" }),
    userEmail: z.string().optional().meta({ description: "everything of the user with this address" }),
    userName: z.string().optional().meta({ description: "everything of the user with this user name" }),
    userIp: z.string().optional().meta({ description: "everything of users with this IP address" }),
  }),
  async run(context, input) {
    const stores = await context.stores();
    const organization = await findOrganization(stores, input.org);
    const projects = await stores.state.projects(organization.id);
    const chosen = input.project.map((name) => {
      const found = projects.find(({ id, slug }) => slug === name || String(id) === name);
      if (found === undefined) throw new CommandFailed(`There is no project ${name} in ${organization.slug}`);
      return found;
    });
    const projectIds = (chosen.length === 0 ? projects : chosen).map(({ id }) => id);
    const job = await stores.writer.createJob({
      organizationId: organization.id,
      userId: null,
      at: context.clock.now(),
      input: jobInput(input, projectIds, context.clock.now()),
    });
    return { json: { job: String(job.id) }, text: `Job ${job.id} will be carried out by the server. See: vedette job list --org ${organization.slug}` };
  },
});

interface Wanted {
  readonly event?: string | undefined;
  readonly query?: string | undefined;
  readonly userId?: string | undefined;
  readonly userEmail?: string | undefined;
  readonly userName?: string | undefined;
  readonly userIp?: string | undefined;
}

function jobInput(
  { event, query, userId: id, userEmail: email, userName: username, userIp: ip }: Wanted,
  projectIds: readonly number[],
  now: number,
): JobInput {
  const identity = {
    ...(id !== undefined && { id }),
    ...(email !== undefined && { email }),
    ...(username !== undefined && { username }),
    ...(ip !== undefined && { ip }),
  };
  const isUser = Object.keys(identity).length > 0;
  const search = event === undefined ? query : `id:${event}`;
  if ((search === undefined) === !isUser || (event !== undefined && query !== undefined)) throw new CommandFailed("say one of --event, --query, or --user-…");
  if (search === undefined) return { kind: "deleteUser", projectIds, identity };
  const filter = parseEventSearch(search, { latestReleases: [] }, now);
  if (filter.length === 0) throw new CommandFailed("an empty search would delete everything");
  return { kind: "deleteEvents", projectIds, filter, label: search };
}

export const listJobsCommand = defineCommand({
  words: ["job", "list"],
  summary: "Deletions and evictions, newest first",
  input: z.object({ org }),
  async run(context, input) {
    const stores = await context.stores();
    const organization = await findOrganization(stores, input.org);
    const jobs = await stores.state.jobs({ organizationId: organization.id, limit: 50, offset: 0 });
    const json = jobs.map(({ id, input: { kind }, status, done, total, bytes: freed, detail }) => ({
      id: String(id),
      kind,
      status,
      done,
      total,
      bytes: freed,
      detail,
    }));
    const cells = json.map((job) => [
      job.id,
      job.kind,
      job.status,
      job.total === null ? job.done : `${job.done} of ${job.total}`,
      bytes(job.bytes),
      job.detail ?? "-",
    ]);
    return { json, text: json.length === 0 ? "No jobs." : table(["ID", "KIND", "STATUS", "DONE", "SIZE", "DETAIL"], cells) };
  },
});
