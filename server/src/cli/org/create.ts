import { z } from "zod";
import { createOrganization } from "../../people/create-organization.ts";
import { isSlug, slugRule } from "../../projects/slug.ts";
import { CommandFailed, defineCommand } from "../define-command.ts";

export const createOrganizationCommand = defineCommand({
  words: ["org", "create"],
  startsFolder: true,
  summary: "Make an organization",
  positional: ["name"],
  input: z.object({
    name: z.string().trim().min(1).max(64),
    slug: z.string().refine(isSlug, slugRule).optional().meta({ description: "made from the name when left out" }),
  }),
  async run(context, { name, slug }) {
    const { writer } = await context.stores();
    const made = await createOrganization(writer, { name, slug });
    if ("refused" in made) throw new CommandFailed(`There is an organization ${slug} already`);
    return { json: { id: String(made.id), slug: made.slug, name: made.name }, text: `Organization ${made.slug} made.` };
  },
});
