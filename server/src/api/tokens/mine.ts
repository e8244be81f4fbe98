import { z } from "zod";
import { issueUserToken } from "../../auth/issue-token.ts";
import { scopes } from "../../auth/scopes.ts";
import { withSession } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { pageOfAll, pageQuery } from "../pagination.ts";
import { anywhere } from "../place.ts";
import { nameField } from "../slug-field.ts";
import { newTokenShape, tokenShape, toToken } from "./token-shape.ts";

/** A user's own tokens: they act for the user in all organizations, within the scopes and the user's role. */
export const listMyTokens = defineEndpoint({
  method: "get",
  path: "/api-tokens/",
  summary: "Your own tokens",
  auth: withSession,
  place: anywhere,
  scopes: [],
  query: z.object(pageQuery),
  response: z.array(tokenShape),
  async handler({ actor, query, stores }) {
    const { rows, page } = pageOfAll(query, await stores.state.tokens({ userId: actor.userId }));
    return { body: rows.map(toToken), page };
  },
});

export const createMyToken = defineEndpoint({
  method: "post",
  path: "/api-tokens/",
  summary: "Make a token that acts for you; the answer is the only time it is shown",
  auth: withSession,
  place: anywhere,
  scopes: [],
  body: z.object({ name: nameField, scopes: z.array(z.enum(scopes)).min(1, "Choose at least one scope.") }),
  status: 201,
  response: newTokenShape,
  async handler({ actor, body, stores }) {
    const { token, stored } = await issueUserToken(stores.writer, actor.userId, body.name, body.scopes);
    return { body: { ...toToken(stored), token } };
  },
});

export const deleteMyToken = defineEndpoint({
  method: "delete",
  path: "/api-tokens/{token}/",
  summary: "Revoke a token of your own",
  auth: withSession,
  place: anywhere,
  scopes: [],
  params: z.object({ token: z.string().regex(/^\d{1,15}$/) }),
  status: 204,
  async handler({ actor, params, stores }) {
    if (!(await stores.writer.deleteToken(Number(params.token), { userId: actor.userId }))) throw fail("notFound");
    return {};
  },
});
