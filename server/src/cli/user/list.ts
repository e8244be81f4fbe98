import { z } from "zod";
import { defineCommand } from "../define-command.ts";
import { findOrganization } from "../find.ts";
import { table } from "../table.ts";

export const listUsersCommand = defineCommand({
  words: ["user", "list"],
  summary: "List the members of an organization",
  input: z.object({ org: z.string().meta({ description: "slug or id of the organization" }) }),
  async run(context, { org }) {
    const stores = await context.stores();
    const { id } = await findOrganization(stores, org);
    const memberships = await stores.state.memberships({ organizationId: id });
    const users = await stores.state.users(memberships.map(({ userId }) => userId));
    const rows = users.map((user) => ({
      id: String(user.id),
      email: user.email,
      name: user.name,
      role: memberships.find(({ userId }) => userId === user.id)?.role ?? "member",
      lastSignIn: user.lastLoginAt === null ? null : new Date(user.lastLoginAt).toISOString(),
    }));
    return {
      json: rows,
      text: table(
        ["ID", "EMAIL", "ROLE", "LAST SIGN-IN"],
        rows.map(({ id, email, role, lastSignIn }) => [id, email, role, lastSignIn ?? "never"]),
      ),
    };
  },
});
