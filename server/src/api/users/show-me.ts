import { withUser } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { anywhere } from "../place.ts";
import { toUser, userShape } from "./user-shape.ts";

/** Organization tokens get 403 here, by which the npm client recognizes them. */
export const showMe = defineEndpoint({
  method: "get",
  path: "/auth/",
  summary: "The user whose token or session this is",
  auth: withUser,
  place: anywhere,
  scopes: [],
  response: userShape,
  async handler({ actor }) {
    return { body: toUser(actor.user) };
  },
});
