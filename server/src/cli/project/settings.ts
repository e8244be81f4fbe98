import { z } from "zod";
import { defaultFilters } from "../../project-settings/filter-options.ts";
import { mergeSettings } from "../../project-settings/project-settings.ts";
import { organizationOptionsOf, readSettingWords, settingNames } from "../../projects/settings-words.ts";
import type { ProjectOptions } from "../../project-settings/options.ts";
import { CommandFailed, defineCommand, type CommandContext } from "../define-command.ts";
import { findOrganization, findProject } from "../find.ts";
import { facts } from "../table.ts";

const change = {
  set: z
    .array(z.string())
    .default([])
    .meta({ description: `name=value, one of ${settingNames.join(", ")}` }),
  piiConfigStdin: z.boolean().default(false).meta({ description: "read relayPiiConfig from standard input" }),
};

interface Change {
  readonly set: readonly string[];
  readonly piiConfigStdin: boolean;
}

async function changedOptions(context: CommandContext, { set, piiConfigStdin }: Change, current: ProjectOptions): Promise<ProjectOptions | undefined> {
  const words = piiConfigStdin ? [...set, `relayPiiConfig=${await context.stdin()}`] : set;
  if (words.length === 0) return undefined;
  const read = readSettingWords(words, current);
  if ("problem" in read) throw new CommandFailed(read.problem);
  return read.options;
}

export const projectSettingsCommand = defineCommand({
  words: ["project", "settings"],
  summary: "Show what is filtered and scrubbed of a project, or change it; a running server follows within a second",
  positional: ["project"],
  input: z.object({
    project: z.string().meta({ description: "slug or id of the project" }),
    org: z.string().meta({ description: "slug or id of the organization" }),
    ...change,
  }),
  async run(context, input) {
    const stores = await context.stores();
    const organization = await findOrganization(stores, input.org);
    const project = await findProject(stores, organization, input.project);
    const options = await changedOptions(context, input, project.options);
    const saved = options === undefined ? project : await stores.writer.updateProject(project.id, { options });
    if ("refused" in saved) throw new CommandFailed(`The project ${project.slug} is gone.`);
    const { filters, scrubbing } = mergeSettings(organization.options, saved.options);
    return { json: { filters, scrubbing }, text: facts({ ...shown(filters), ...shown(scrubbing) }) };
  },
});

export const organizationSettingsCommand = defineCommand({
  words: ["org", "settings"],
  summary: "Show what is scrubbed in all projects of an organization, or change it",
  positional: ["org"],
  input: z.object({ org: z.string().meta({ description: "slug or id" }), ...change }),
  async run(context, input) {
    const stores = await context.stores();
    const organization = await findOrganization(stores, input.org);
    const options = await changedOptions(context, input, { filters: defaultFilters });
    const own = options === undefined ? undefined : organizationOptionsOf(options);
    if (options !== undefined && own === undefined) throw new CommandFailed("Filters are chosen by each project: vedette project settings");
    const saved = own === undefined ? organization : await stores.writer.updateOrganization(organization.id, { options: own });
    if ("refused" in saved) throw new CommandFailed(`The organization ${organization.slug} is gone.`);
    const { quotas: _quotas, ...rest } = saved.options;
    return { json: rest, text: Object.keys(rest).length === 0 ? "The projects choose for themselves." : facts(shown(rest)) };
  },
});

function shown(settings: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === "boolean" ? (value ? "on" : "off") : Array.isArray(value) ? value.map(String).join(", ") || "-" : String(value),
    ]),
  );
}
