import { z } from "zod";
import { planDeletion, searchedKinds, type SearchedKind } from "../../deletions/plan-deletion.ts";
import { SearchError } from "../../query/search-error.ts";
import type { JobInput } from "../../stores/state/jobs.ts";
import { CommandFailed, defineCommand, type CliStores } from "../define-command.ts";
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
    query: z.string().optional().meta({ description: "a search, such as release:1.2 environment:staging" }),
    dataset: z
      .enum(searchedKinds)
      .default("errors")
      .meta({ description: `what to search: ${searchedKinds.join(", ")}; errors when left out` }),
    userId: z.string().optional().meta({ description: "everything of the user with this id" }),
    userEmail: z.string().optional().meta({ description: "everything of the user with this address" }),
    userName: z.string().optional().meta({ description: "everything of the user with this user name" }),
    userIp: z.string().optional().meta({ description: "everything of users with this IP address" }),
    userDid: z.string().optional().meta({ description: "sessions of the user with this distinct id" }),
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
    const now = context.clock.now();
    const where = { organizationId: organization.id, projects: chosen.length === 0 ? projects : chosen, now };
    const job = await stores.writer.createJob({ organizationId: organization.id, userId: null, at: now, input: await jobInput(stores, input, where) });
    return { json: { job: String(job.id) }, text: `Job ${job.id} will be carried out by the server. See: vedette job list --org ${organization.slug}` };
  },
});

interface Wanted {
  readonly event?: string | undefined;
  readonly query?: string | undefined;
  readonly dataset: SearchedKind;
  readonly userId?: string | undefined;
  readonly userEmail?: string | undefined;
  readonly userName?: string | undefined;
  readonly userIp?: string | undefined;
  readonly userDid?: string | undefined;
}

type Where = Pick<Parameters<typeof planDeletion>[1], "organizationId" | "projects" | "now">;

async function jobInput(
  stores: CliStores,
  { event, query, dataset, userId: id, userEmail: email, userName: username, userIp: ip, userDid: did }: Wanted,
  where: Where,
): Promise<JobInput> {
  const identity = Object.fromEntries(Object.entries({ id, email, username, ip, did }).filter(([, value]) => value !== undefined));
  const isUser = Object.keys(identity).length > 0;
  const search = event === undefined ? query : `id:${event}`;
  if ((search === undefined) === !isUser || (event !== undefined && query !== undefined)) throw new CommandFailed("say one of --event, --query, or --user-…");
  if (search === undefined) return { kind: "deleteUser", projectIds: where.projects.map((project) => project.id), identity };
  try {
    return await planDeletion(stores, { ...where, kind: event === undefined ? dataset : "errors", query: search });
  } catch (error) {
    if (error instanceof SearchError) throw new CommandFailed(error.message);
    throw error;
  }
}

export const listJobsCommand = defineCommand({
  words: ["job", "list"],
  summary: "Deletions and evictions, newest first",
  input: z.object({ org }),
  async run(context, input) {
    const stores = await context.stores();
    const organization = await findOrganization(stores, input.org);
    const jobs = await stores.state.jobs({ organizationId: organization.id, limit: 50, offset: 0 });
    const json = jobs.map(({ id, input: { kind }, status, done, removed, total, bytes: freed, detail }) => ({
      id: String(id),
      kind,
      status,
      done,
      removed,
      total,
      bytes: freed,
      detail,
    }));
    const cells = json.map((job) => [
      job.id,
      job.kind,
      job.status,
      job.total === null ? job.done : `${job.done} of ${job.total}`,
      Object.entries(job.removed)
        .map(([kind, count]) => `${kind} ${count}`)
        .join(", ") || "-",
      bytes(job.bytes),
      job.detail ?? "-",
    ]);
    return { json, text: json.length === 0 ? "No jobs." : table(["ID", "KIND", "STATUS", "DONE", "OF WHICH", "SIZE", "DETAIL"], cells) };
  },
});
