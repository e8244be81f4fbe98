import { z } from "zod";
import { defineCommand } from "../define-command.ts";
import { table } from "../table.ts";

export const listOrganizationsCommand = defineCommand({
  words: ["org", "list"],
  summary: "List the organizations",
  input: z.object({}),
  async run(context) {
    const { state } = await context.stores();
    const rows = (await state.organizations()).map(({ id, slug, name }) => ({ id: String(id), slug, name }));
    return {
      json: rows,
      text: table(
        ["ID", "SLUG", "NAME"],
        rows.map(({ id, slug, name }) => [id, slug, name]),
      ),
    };
  },
});
