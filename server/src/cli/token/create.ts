import { z } from "zod";
import { issueOrganizationToken } from "../../auth/issue-token.ts";
import { scopes } from "../../auth/scopes.ts";
import { defineCommand } from "../define-command.ts";
import { findOrganization } from "../find.ts";

export const createTokenCommand = defineCommand({
  words: ["token", "create"],
  summary: "Make a token of an organization; it is shown only now",
  input: z.object({
    org: z.string().meta({ description: "slug or id of the organization" }),
    scope: z
      .array(z.enum(scopes, { error: `choose from ${scopes.join(", ")}` }))
      .default(["org:ci"])
      .meta({ description: "what it may do, such as project:read; org:ci when left out" }),
    name: z.string().trim().min(1).max(64).default("made on the command line").meta({ description: "to tell tokens apart" }),
  }),
  async run(context, { org, scope, name }) {
    const stores = await context.stores();
    const organization = await findOrganization(stores, org);
    const { token } = await issueOrganizationToken(stores.writer, {
      organization,
      name,
      scopes: scope,
      publicUrl: context.publicUrl,
      now: context.clock.now(),
    });
    return { json: { token }, text: token };
  },
});
