import { z } from "zod";
import { checkRules, maxRuleText, mistakeText, type RuleSet } from "../../projects/check-rules.ts";
import { CommandFailed, defineCommand, type CommandContext } from "../define-command.ts";
import { findOrganization } from "../find.ts";

const sets = { fingerprint: "fingerprintingRules", "stack-trace": "groupingEnhancements" } as const satisfies Record<string, RuleSet>;

export const projectRulesCommand = defineCommand({
  words: ["project", "rules"],
  summary: "Show a project's grouping rules, or save what comes in as the new ones",
  positional: ["project"],
  input: z.object({
    project: z.string().meta({ description: "slug or id of the project" }),
    org: z.string().meta({ description: "slug or id of the organization" }),
    set: z.enum(["fingerprint", "stack-trace"]).optional().meta({ description: "which rules to replace with what is read from the standard input" }),
    check: z.boolean().optional().meta({ description: "with --set: only say where the mistake is" }),
  }),
  async run(context, { project: wanted, org, set, check = false }) {
    const stores = await context.stores();
    const organization = await findOrganization(stores, org);
    const project = await stores.state.project(organization.id, wanted);
    if (project === undefined) throw new CommandFailed(`There is no project ${wanted} in ${organization.slug}`);
    if (set === undefined) {
      const { fingerprintingRules = "", groupingEnhancements = "" } = project.options;
      const [version] = await stores.state.ruleVersions(project.id, { offset: 0, limit: 1 });
      return {
        json: { version: version?.version ?? 0, fingerprintingRules, groupingEnhancements },
        text: `# Fingerprint rules\n${fingerprintingRules}\n\n# Stack trace rules\n${groupingEnhancements}`,
      };
    }
    const text = await rulesFromInput(context, sets[set]);
    if (check) return { json: { valid: true }, text: "No mistakes." };
    const saved = await stores.writer.setProjectRules({ projectId: project.id, [sets[set]]: text, userId: null, at: context.clock.now() });
    if ("refused" in saved) throw new CommandFailed(`The project ${wanted} was deleted meanwhile`);
    const version = saved.version?.version ?? 0;
    return { json: { version }, text: `Saved as version ${version}. Events are grouped by it from now on.` };
  },
});

async function rulesFromInput(context: CommandContext, set: RuleSet): Promise<string> {
  const text = (await context.stdin()).trim();
  if (text.length > maxRuleText) throw new CommandFailed(`The rules are longer than ${maxRuleText} characters`);
  const { mistake } = checkRules(set, text);
  if (mistake !== null) throw new CommandFailed(mistakeText(mistake));
  return text;
}
