import { z } from "zod";
import { redeemSignInLink as redeem } from "../../auth/sign-in-link.ts";
import { withoutSignIn } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { errorTable, fail } from "../errors.ts";
import { anywhere } from "../place.ts";
import { replyWithNewSession, sessionShape } from "./session-shape.ts";

export const redeemSignInLink = defineEndpoint({
  method: "post",
  path: "/auth/sign-in-link/",
  summary: "Sign in with the secret of a one-time link",
  internal: true,
  auth: withoutSignIn,
  place: anywhere,
  scopes: [],
  body: z.object({ token: z.string().max(256) }),
  otherStatuses: { 401: errorTable.linkUsed.message },
  response: sessionShape,
  async handler(context) {
    const { stores, clock, body } = context;
    const userId = await redeem(stores.writer, body.token, clock.now());
    const user = userId === undefined ? undefined : await stores.state.user(userId);
    if (user === undefined || !user.isActive) throw fail("linkUsed");
    return replyWithNewSession(context, user);
  },
});
