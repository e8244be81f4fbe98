import { z } from "zod";
import { diskBudgetInput, diskCategories } from "../../projects/disk-budget-input.ts";
import { CommandFailed, defineCommand } from "../define-command.ts";
import { findOrganization } from "../find.ts";
import { bytes, table } from "../table.ts";

const org = z.string().meta({ description: "slug or id of the organization" });
const projectOption = z.string().meta({ description: "slug or id of the project" });

export const showDiskCommand = defineCommand({
  words: ["disk", "usage"],
  summary: "What takes the space, by project and category, and the budgets",
  input: z.object({ org }),
  async run(context, input) {
    const stores = await context.stores();
    const organization = await findOrganization(stores, input.org);
    const projects = new Map((await stores.state.projects(organization.id)).map((project) => [project.id, project.slug]));
    const [usage, budgets] = await Promise.all([stores.state.diskUsage([...projects.keys()]), stores.state.diskBudgets([...projects.keys()])]);
    const names = new Set([...usage, ...budgets].map(({ projectId, category }) => `${projectId} ${category}`));
    const rows = [...names].map((name) => {
      const is = ({ projectId, category }: { readonly projectId: number; readonly category: string }): boolean => `${projectId} ${category}` === name;
      const own = usage.filter(is);
      const [projectId = "", category = ""] = name.split(" ");
      const { maxBytes = null, maxDays = null } = budgets.find(is) ?? {};
      const sum = (of: "items" | "bytes"): number => own.reduce((all, day) => all + day[of], 0);
      return { project: projects.get(Number(projectId)) ?? projectId, category, items: sum("items"), bytes: sum("bytes"), days: own.length, maxBytes, maxDays };
    });
    const cells = rows.map((row) => [
      row.project,
      row.category,
      row.items,
      bytes(row.bytes),
      row.days,
      row.maxBytes === null ? "-" : bytes(row.maxBytes),
      row.maxDays ?? "-",
    ]);
    return {
      json: rows,
      text: rows.length === 0 ? "Nothing is stored yet." : table(["PROJECT", "CATEGORY", "ITEMS", "SIZE", "DAYS", "BUDGET", "MAX DAYS"], cells),
    };
  },
});

const limitOf = (rule: z.ZodType<number | null, number | null>) =>
  z
    .string()
    .regex(/^(?:none|\d+)$/, "a whole number, or none")
    .transform((text) => (text === "none" ? null : Number(text)))
    .pipe(rule);

export const setDiskBudgetCommand = defineCommand({
  words: ["disk", "budget"],
  summary: "Set how much of the disk a category of a project may take, and for how long",
  positional: ["category"],
  input: z.object({
    category: z
      .string()
      .refine((name) => diskCategories.includes(name), `choose from ${diskCategories.join(", ")}`)
      .meta({ description: diskCategories.join(", ") }),
    org,
    project: projectOption,
    maxBytes: limitOf(diskBudgetInput.shape.maxBytes).optional().meta({ description: "bytes, or none" }),
    maxDays: limitOf(diskBudgetInput.shape.maxDays).optional().meta({ description: "full days besides the current one, or none" }),
  }),
  async run(context, input) {
    const stores = await context.stores();
    const organization = await findOrganization(stores, input.org);
    const project = await stores.state.project(organization.id, input.project);
    if (project === undefined) throw new CommandFailed(`There is no project ${input.project} in ${organization.slug}`);
    const before = (await stores.state.diskBudgets([project.id])).find(({ category }) => category === input.category);
    const budget = {
      projectId: project.id,
      category: input.category,
      maxBytes: input.maxBytes === undefined ? (before?.maxBytes ?? null) : input.maxBytes,
      maxDays: input.maxDays === undefined ? (before?.maxDays ?? null) : input.maxDays,
    };
    await stores.writer.setDiskBudget(budget);
    const said = [
      budget.maxBytes === null ? "no limit of bytes" : bytes(budget.maxBytes),
      budget.maxDays === null ? "the instance's retention" : `${budget.maxDays} days`,
    ];
    return { json: budget, text: `${project.slug} ${budget.category}: ${said.join(", ")}` };
  },
});
