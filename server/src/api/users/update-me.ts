import { z } from "zod";
import { hashPassword, isAcceptablePassword, passwordRule } from "../../auth/passwords.ts";
import { isEmail } from "../../people/create-user.ts";
import type { User } from "../../stores/state/model.ts";
import { withSession } from "../admission.ts";
import type { ApiContext } from "../context.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail, invalid } from "../errors.ts";
import { anywhere } from "../place.ts";
import { checkPassword } from "../session/check-password.ts";
import { describeSession, replyWithNewSession, sessionShape } from "../session/session-shape.ts";

const body = z.object({
  email: z.string().trim().refine(isEmail, "Enter a valid email address.").optional(),
  name: z.string().trim().max(200).nullable().optional(),
  password: z.string().refine(isAcceptablePassword, passwordRule).optional(),
  currentPassword: z.string().max(1024).optional().meta({ description: "Needed to change email or password once there is a password." }),
});

/** Whoever finds an unlocked browser must not be able to take the account over. */
async function confirm(context: ApiContext, user: User, currentPassword: string | undefined): Promise<void> {
  const hash = await context.stores.state.passwordHash(user.id);
  if (hash === undefined) return;
  if (currentPassword === undefined) throw invalid({ currentPassword: ["This field is required."] });
  if (!(await checkPassword(context, { key: `change ${user.id}`, password: currentPassword, hash })))
    throw invalid({ currentPassword: ["This is not your password."] });
}

export const updateMe = defineEndpoint({
  method: "put",
  path: "/users/me/",
  summary: "Change your own email, name or password",
  description: "A new password ends all other sessions.",
  internal: true,
  auth: withSession,
  place: anywhere,
  scopes: [],
  body,
  response: sessionShape,
  async handler(context) {
    const { actor, stores, body } = context;
    if (body.password !== undefined || (body.email !== undefined && body.email !== actor.user.email)) await confirm(context, actor.user, body.currentPassword);
    const user = await stores.writer.updateUser(actor.userId, {
      ...(body.email === undefined ? {} : { email: body.email }),
      ...(body.name === undefined ? {} : { name: body.name === "" ? null : body.name }),
    });
    if ("refused" in user) throw user.refused === "emailTaken" ? invalid({ email: ["Another account has this email."] }) : fail("notFound");
    if (body.password === undefined) return { body: await describeSession(context, user) };
    await stores.writer.setPassword(actor.userId, await hashPassword(body.password));
    return replyWithNewSession(context, { ...user, hasPassword: true });
  },
});
