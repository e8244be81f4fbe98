import { z } from "zod";
import { publicDsn } from "../../projects/dsn.ts";
import { defineCommand } from "../define-command.ts";
import { findOrganization } from "../find.ts";
import { table } from "../table.ts";

export const listProjectsCommand = defineCommand({
  words: ["project", "list"],
  summary: "List projects with their DSNs",
  input: z.object({ org: z.string().optional().meta({ description: "only of this organization" }) }),
  async run(context, { org }) {
    const stores = await context.stores();
    const organizations = org === undefined ? await stores.state.organizations() : [await findOrganization(stores, org)];
    const rows = await Promise.all(
      organizations.map(async (organization) => {
        const projects = await stores.state.projects(organization.id);
        return Promise.all(
          projects.map(async ({ id, slug, name, platform }) => {
            const key = (await stores.state.projectKeys(id)).find(({ isActive }) => isActive);
            return { id: String(id), slug, name, organization: organization.slug, platform, dsn: key === undefined ? null : publicDsn(key, context.publicUrl) };
          }),
        );
      }),
    );
    const all = rows.flat();
    return {
      json: all,
      text: table(
        ["ID", "PROJECT", "PLATFORM", "DSN"],
        all.map(({ id, slug, organization, platform, dsn }) => [id, `${organization}/${slug}`, platform ?? "-", dsn ?? "-"]),
      ),
    };
  },
});
