import { z } from "zod";
import { withoutSignIn } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { anywhere } from "../place.ts";

/** The terraform provider's probe at start-up. `/_health/` is the one for load balancers. */
export const showInternalHealth = defineEndpoint({
  method: "get",
  path: "/internal/health/",
  summary: "Whether the server works",
  auth: withoutSignIn,
  place: anywhere,
  scopes: [],
  response: z.object({ problems: z.array(z.never()), healthy: z.record(z.string(), z.boolean()) }),
  async handler({ stores }) {
    await stores.state.logPosition();
    return { body: { problems: [], healthy: { StateStore: true } } };
  },
});
