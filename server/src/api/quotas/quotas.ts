import { z } from "zod";
import type { Quota } from "../../project-settings/options.ts";
import { quotasInput, toQuota } from "../../projects/settings-input.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { inOrganization, inProject } from "../place.ts";

const response = z.array(
  z.object({ id: z.string(), categories: z.array(z.string()), limit: z.int(), window: z.int(), reasonCode: z.string().nullable() }).meta({
    id: "Quota",
    description: "At most `limit` items of `categories` (all when empty) in `window` seconds; bytes for attachment, log_byte and trace_metric_byte.",
  }),
);

function shown(quotas: readonly Quota[] = []): z.infer<typeof response> {
  return quotas.map(({ id, categories, limit, windowSeconds, reasonCode }) => ({ id, categories: [...categories], limit, window: windowSeconds, reasonCode }));
}

export const listProjectQuotas = defineEndpoint({
  method: "get",
  path: "/projects/{organization}/{project}/quotas/",
  summary: "How much a project accepts, beside the limits of its keys and of its organization",
  internal: true,
  auth: withToken,
  place: inProject,
  scopes: ["project:read"],
  response,
  handler: ({ project }) => Promise.resolve({ body: shown(project.options.quotas) }),
});

export const updateProjectQuotas = defineEndpoint({
  method: "put",
  path: "/projects/{organization}/{project}/quotas/",
  summary: "Replace the quotas of a project",
  internal: true,
  auth: withToken,
  place: inProject,
  scopes: ["project:write"],
  body: quotasInput,
  response,
  async handler({ project, body, stores }) {
    const changed = await stores.writer.updateProject(project.id, { options: { quotas: body.map(toQuota) } });
    if ("refused" in changed) throw fail("notFound");
    return { body: shown(changed.options.quotas) };
  },
});

export const listOrganizationQuotas = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/quotas/",
  summary: "How much an organization accepts in all of its projects together",
  internal: true,
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read"],
  response,
  handler: ({ organization }) => Promise.resolve({ body: shown(organization.options.quotas) }),
});

export const updateOrganizationQuotas = defineEndpoint({
  method: "put",
  path: "/organizations/{organization}/quotas/",
  summary: "Replace the quotas of an organization",
  internal: true,
  auth: withToken,
  place: inOrganization,
  scopes: ["org:write"],
  body: quotasInput,
  response,
  async handler({ organization, body, stores }) {
    const changed = await stores.writer.updateOrganization(organization.id, { options: { quotas: body.map(toQuota) } });
    if ("refused" in changed) throw fail("notFound");
    return { body: shown(changed.options.quotas) };
  },
});
