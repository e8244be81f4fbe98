import { z } from "zod";
import { defaultGroupingConfig, groupingConfigIds } from "../../project-settings/grouping-configs.ts";
import { groupingOptions } from "../../projects/grouping-choice.ts";
import { CommandFailed, defineCommand } from "../define-command.ts";
import { findOrganization, findProject } from "../find.ts";

export const projectGroupingCommand = defineCommand({
  words: ["project", "grouping"],
  summary: "Show by which configuration a project groups events, or switch it; hashes of the former one find their issues for 30 days",
  positional: ["project"],
  input: z.object({
    project: z.string().meta({ description: "slug or id of the project" }),
    org: z.string().meta({ description: "slug or id of the organization" }),
    set: z
      .enum(groupingConfigIds)
      .optional()
      .meta({ description: groupingConfigIds.join(" or ") }),
    endTransition: z.boolean().default(false).meta({ description: "ask the former configuration no longer" }),
  }),
  async run(context, { project: wanted, org, set, endTransition }) {
    const stores = await context.stores();
    const organization = await findOrganization(stores, org);
    const project = await findProject(stores, organization, wanted);
    const choice = { ...(set !== undefined && { groupingConfig: set }), ...(endTransition && { secondaryGroupingConfig: null }) };
    const isChange = set !== undefined || endTransition;
    const saved = isChange
      ? await stores.writer.updateProject(project.id, { options: groupingOptions(choice, project.options, context.clock.now()) })
      : project;
    if ("refused" in saved) throw new CommandFailed(`The project ${project.slug} is gone.`);
    const { groupingConfig = defaultGroupingConfig, secondaryGroupingConfig: former, secondaryGroupingExpiry: expiry = 0 } = saved.options;
    const isOver = former === undefined || former === groupingConfig || expiry * 1000 <= context.clock.now();
    const secondary = isOver
      ? { secondaryGroupingConfig: null, secondaryGroupingExpiry: 0 }
      : { secondaryGroupingConfig: former, secondaryGroupingExpiry: expiry };
    const until = isOver ? "" : `\nUntil ${new Date(expiry * 1000).toISOString().slice(0, 10)} issues are also found by ${former}.`;
    return { json: { groupingConfig, ...secondary }, text: `${project.slug} is grouped by ${groupingConfig}.${until}` };
  },
});
