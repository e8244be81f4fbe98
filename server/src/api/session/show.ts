import { withoutSignIn } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { anywhere } from "../place.ts";
import { describeSession, sessionShape } from "./session-shape.ts";

export const showSession = defineEndpoint({
  method: "get",
  path: "/auth/session/",
  summary: "Who is signed in, and to which organizations",
  description: "Answers 200 with `user: null` to strangers, so that the sign-in page costs no failed request.",
  internal: true,
  auth: withoutSignIn,
  place: anywhere,
  scopes: [],
  response: sessionShape,
  async handler(context) {
    return { body: await describeSession(context, context.actor?.kind === "user" ? context.actor.user : null) };
  },
});
