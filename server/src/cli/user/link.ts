import { z } from "zod";
import { createSignInLink } from "../../auth/sign-in-link.ts";
import { CommandFailed, defineCommand } from "../define-command.ts";

export const linkUserCommand = defineCommand({
  words: ["user", "link"],
  summary: "Print a link that signs a user in, once, within a day",
  positional: ["email"],
  input: z.object({ email: z.string() }),
  async run(context, { email }) {
    const { state, writer } = await context.stores();
    const user = await state.userByEmail(email);
    if (user === undefined) throw new CommandFailed(`There is no user ${email}`);
    const signInUrl = `${context.publicUrl}${await createSignInLink(writer, user.id, context.clock.now())}`;
    return { json: { email: user.email, signInUrl }, text: signInUrl };
  },
});
