import { z } from "zod";
import { withoutSignIn } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { anywhere } from "../place.ts";

/** What `sentry-cli info` and `login` read to tell whose token they hold; `user` is null for organization tokens. */
export const showInstance = defineEndpoint({
  method: "get",
  path: "/",
  summary: "Version of the server and who is asking",
  auth: withoutSignIn,
  place: anywhere,
  scopes: [],
  response: z.object({
    version: z.string(),
    auth: z.object({ scopes: z.array(z.string()) }).nullable(),
    user: z.object({ id: z.string(), email: z.string(), name: z.string() }).nullable(),
  }),
  async handler({ actor, version }) {
    const user = actor?.kind === "user" ? { id: String(actor.user.id), email: actor.user.email, name: actor.user.name ?? actor.user.email } : null;
    return { body: { version, auth: actor?.tokenScopes ? { scopes: [...actor.tokenScopes] } : null, user } };
  },
});
