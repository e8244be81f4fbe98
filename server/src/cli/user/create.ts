import { z } from "zod";
import { isAcceptablePassword, passwordRule } from "../../auth/passwords.ts";
import { createUser, isEmail } from "../../people/create-user.ts";
import { CommandFailed, defineCommand } from "../define-command.ts";
import { findOrganization } from "../find.ts";
import { facts } from "../table.ts";

export const createUserCommand = defineCommand({
  words: ["user", "create"],
  startsFolder: true,
  summary: "Make a user; without a password, prints a link to sign in with",
  input: z.object({
    email: z.string().trim().refine(isEmail, "not an email address"),
    name: z.string().trim().max(200).optional(),
    passwordStdin: z.boolean().default(false).meta({ description: "read the password from standard input" }),
    org: z.string().optional().meta({ description: "slug or id of an organization to belong to" }),
    role: z.enum(["member", "admin", "manager", "owner"]).optional().meta({ description: "in that organization: member, admin, manager or owner" }),
    admin: z.boolean().default(false).meta({ description: "administrator of the whole server; the first user always is" }),
  }),
  async run(context, { email, name, passwordStdin, org, role, admin }) {
    if (role !== undefined && org === undefined) throw new CommandFailed("--role needs --org");
    const stores = await context.stores();
    const organization = org === undefined ? undefined : await findOrganization(stores, org);
    const password = passwordStdin ? (await context.stdin()).replace(/\r?\n$/, "") : null;
    if (password !== null && !isAcceptablePassword(password)) throw new CommandFailed(`The password does not do. ${passwordRule}`);
    const isAdmin = admin || (await stores.state.counts()).users === 0;
    const membership = organization === undefined ? undefined : { organizationId: organization.id, role: role ?? ("member" as const) };
    const made = await createUser(stores.writer, { email, name: name ?? null, password, isAdmin, membership }, context.clock.now());
    if ("refused" in made) throw new CommandFailed(`There is a user ${email} already`);
    const signInUrl = made.signInPath === null ? null : `${context.publicUrl}${made.signInPath}`;
    return {
      json: { id: String(made.user.id), email: made.user.email, isAdmin, organization: organization?.slug ?? null, role: membership?.role ?? null, signInUrl },
      text: facts({ user: made.user.email, ...(signInUrl === null ? {} : { "sign in once, within a day": signInUrl }) }),
    };
  },
});
