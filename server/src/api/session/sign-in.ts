import { z } from "zod";
import { withoutSignIn } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { errorTable, fail } from "../errors.ts";
import { anywhere } from "../place.ts";
import { checkPassword } from "./check-password.ts";
import { replyWithNewSession, sessionShape } from "./session-shape.ts";

export const signIn = defineEndpoint({
  method: "post",
  path: "/auth/sign-in/",
  summary: "Sign in with email and password",
  internal: true,
  auth: withoutSignIn,
  place: anywhere,
  scopes: [],
  body: z.object({ email: z.string().max(254), password: z.string().max(1024) }),
  otherStatuses: { 401: errorTable.signInFailed.message, 429: "Too many failed attempts; Retry-After says when to try again." },
  response: sessionShape,
  async handler(context) {
    const { body, clientAddress, stores } = context;
    const user = await stores.state.userByEmail(body.email);
    const hash = user && (await stores.state.passwordHash(user.id));
    const isRight = await checkPassword(context, { key: `${clientAddress} ${body.email.toLowerCase()}`, password: body.password, hash });
    if (!isRight || user?.isActive !== true) throw fail("signInFailed");
    return replyWithNewSession(context, user);
  },
});
