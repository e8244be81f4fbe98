import { z } from "zod";
import { diskBudgetInput, diskCategories } from "../../projects/disk-budget-input.ts";
import type { DiskBudget, DiskUsage } from "../../stores/state/disk.ts";
import { withToken } from "../admission.ts";
import { isoDate } from "../dates.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { inOrganization, inProject } from "../place.ts";

const dayMs = 86_400_000;

const budgetShape = z
  .object({
    projectId: z.string(),
    category: z.string(),
    maxBytes: z.int().nullable(),
    maxDays: z.int().nullable(),
  })
  .meta({ id: "DiskBudget", description: "What a category of a project may take: bytes, and full days besides the current one. Null: no limit of its own." });

const usageShape = z
  .object({
    projectId: z.string(),
    category: z.string(),
    items: z.int(),
    bytes: z.int(),
    days: z.array(z.object({ day: z.string(), items: z.int(), bytes: z.int() })),
  })
  .meta({ id: "DiskUsage" });

export const showDisk = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/disk/",
  summary: "What takes the space, by project, category and day, and what may",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read"],
  query: z.object({ project: z.array(z.string()).optional() }),
  response: z.object({
    categories: z.array(z.string()),
    usage: z.array(usageShape),
    budgets: z.array(budgetShape),
    instance: z.object({ bytes: z.int() }).nullable().meta({ description: "What all organizations of the server take together; for its administrators." }),
  }),
  async handler({ stores, access, organization, query, actor }) {
    const isAdmin = actor.kind === "user" && actor.user.isAdmin;
    const projectIds = (await access.chosenProjects(organization, query.project)).map(({ id }) => id);
    const [usage, budgets, bytes] = await Promise.all([stores.state.diskUsage(projectIds), stores.state.diskBudgets(projectIds), stores.state.diskBytes()]);
    const groups = Map.groupBy(usage, ({ projectId, category }) => `${projectId}/${category}`);
    return {
      body: {
        categories: [...diskCategories],
        usage: [...groups.values()].flatMap(usageJson),
        budgets: budgets.map(budgetJson),
        instance: isAdmin ? { bytes } : null,
      },
    };
  },
});

export const setDiskBudget = defineEndpoint({
  method: "put",
  path: "/projects/{organization}/{project}/disk-budgets/{category}/",
  summary: "Set how much of the disk a category of a project may take, and for how long",
  description:
    "Above it, dull events go first: of each issue the first and last of a day, the first of each release and a spread over the day stay. `uploads` are large files that no envelope has referred to yet; the oldest go first. `null` takes a limit away.",
  auth: withToken,
  place: inProject,
  scopes: ["project:write"],
  params: z.object({ category: z.string() }),
  body: diskBudgetInput,
  response: budgetShape,
  async handler({ stores, project, params, body }) {
    if (!diskCategories.includes(params.category)) throw fail("notFound");
    const budget = { projectId: project.id, category: params.category, ...body };
    await stores.writer.setDiskBudget(budget);
    return { body: budgetJson(budget) };
  },
});

function usageJson(days: readonly DiskUsage[]): readonly z.input<typeof usageShape>[] {
  const [first] = days;
  if (first === undefined) return [];
  const sum = (name: "items" | "bytes"): number => days.reduce((all, day) => all + day[name], 0);
  return [
    {
      projectId: String(first.projectId),
      category: first.category,
      items: sum("items"),
      bytes: sum("bytes"),
      days: days.map(({ day, items, bytes }) => ({ day: isoDate(day * dayMs).slice(0, 10), items, bytes })),
    },
  ];
}

function budgetJson({ projectId, category, maxBytes, maxDays }: DiskBudget): z.input<typeof budgetShape> {
  return { projectId: String(projectId), category, maxBytes, maxDays };
}
