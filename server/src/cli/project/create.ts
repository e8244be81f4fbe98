import { z } from "zod";
import { createProject } from "../../projects/create-project.ts";
import { publicDsn } from "../../projects/dsn.ts";
import { isSlug, slugRule } from "../../projects/slug.ts";
import { CommandFailed, defineCommand } from "../define-command.ts";
import { findOrganization } from "../find.ts";
import { facts } from "../table.ts";

export const createProjectCommand = defineCommand({
  words: ["project", "create"],
  summary: "Make a project and print its DSN",
  positional: ["name"],
  input: z.object({
    name: z.string().trim().min(1).max(64),
    org: z.string().meta({ description: "slug or id of the organization" }),
    platform: z.string().max(64).optional().meta({ description: "such as node, javascript-react, python-django" }),
    slug: z.string().refine(isSlug, slugRule).optional().meta({ description: "made from the name when left out" }),
  }),
  async run(context, { name, org, platform, slug }) {
    const stores = await context.stores();
    const organization = await findOrganization(stores, org);
    const made = await createProject(stores.writer, { organizationId: organization.id, name, slug, platform: platform ?? null });
    if ("refused" in made) throw new CommandFailed(`There is a project ${slug} in ${organization.slug} already`);
    const { project, key } = made;
    const dsn = publicDsn(key, context.publicUrl);
    return {
      json: { id: String(project.id), slug: project.slug, organization: organization.slug, dsn, publicKey: key.publicKey },
      text: facts({ project: `${organization.slug}/${project.slug}`, id: project.id, dsn }),
    };
  },
});
