import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { anywhere } from "../place.ts";

export const listRegions = defineEndpoint({
  method: "get",
  path: "/users/me/regions/",
  summary: "There are no regions: always 404",
  description: "A single server answers 404, which tells clients to list organizations from the base URL (`api.md` §1.5, row 3).",
  auth: withToken,
  place: anywhere,
  scopes: [],
  status: 404,
  handler: () => Promise.reject(fail("notFound")),
});
