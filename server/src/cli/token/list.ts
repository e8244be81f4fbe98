import { z } from "zod";
import { defineCommand } from "../define-command.ts";
import { findOrganization } from "../find.ts";
import { table } from "../table.ts";

export const listTokensCommand = defineCommand({
  words: ["token", "list"],
  summary: "List the tokens of an organization by their last characters",
  input: z.object({ org: z.string().meta({ description: "slug or id of the organization" }) }),
  async run(context, { org }) {
    const stores = await context.stores();
    const { id } = await findOrganization(stores, org);
    const rows = (await stores.state.tokens({ organizationId: id })).map((token) => ({
      id: String(token.id),
      name: token.name,
      scopes: token.scopes,
      ends: token.hint,
      lastUsed: token.lastUsedAt === null ? null : new Date(token.lastUsedAt).toISOString(),
    }));
    return {
      json: rows,
      text: table(
        ["ID", "ENDS", "LAST USED", "SCOPES", "NAME"],
        rows.map(({ id, name, scopes, ends, lastUsed }) => [id, `…${ends}`, lastUsed ?? "never", scopes.join(" "), name]),
      ),
    };
  },
});
