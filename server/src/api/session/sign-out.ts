import { endedSessionCookie, readSessionCookie } from "../../auth/session-cookie.ts";
import { endSession } from "../../auth/sessions.ts";
import { withoutSignIn } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { anywhere } from "../place.ts";

export const signOut = defineEndpoint({
  method: "post",
  path: "/auth/sign-out/",
  summary: "End this session",
  internal: true,
  auth: withoutSignIn,
  place: anywhere,
  scopes: [],
  status: 204,
  async handler({ request, stores, publicUrl }) {
    const secret = readSessionCookie(request.headers.get("cookie"));
    if (secret !== undefined) await endSession(stores.writer, secret);
    return { headers: { "Set-Cookie": endedSessionCookie(publicUrl()) } };
  },
});
