import { z } from "zod";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { inProject } from "../place.ts";
import { keyNameField, keyParams, loaderField, rateLimitField, sdkVersionField } from "./key-input.ts";
import { keyShape, toKey } from "./key-shape.ts";

export const updateProjectKey = defineEndpoint({
  method: "put",
  path: "/projects/{organization}/{project}/keys/{key}/",
  summary: "Change a key; a key that is not active is refused by ingest",
  auth: withToken,
  place: inProject,
  scopes: ["project:write"],
  params: keyParams,
  body: z.object({
    name: keyNameField.optional(),
    isActive: z.boolean().optional(),
    rateLimit: rateLimitField.optional(),
    browserSdkVersion: sdkVersionField.optional(),
    dynamicSdkLoaderOptions: loaderField.optional(),
  }),
  response: keyShape,
  async handler({ project, params, body, stores, publicUrl }) {
    const { name, isActive, rateLimit, browserSdkVersion: sdkVersion, dynamicSdkLoaderOptions: options } = body;
    const loader = { ...present(options), ...(sdkVersion === undefined ? {} : { sdkVersion }) };
    const changed = await stores.writer.updateKey(project.id, params.key, {
      ...(name === undefined ? {} : { name }),
      ...(isActive === undefined ? {} : { isActive }),
      ...(rateLimit === undefined ? {} : { rateLimit }),
      loader,
    });
    if ("refused" in changed) throw fail("notFound");
    return { body: toKey(changed, publicUrl()) };
  },
});

type Options = z.output<typeof loaderField>;

/** Flags that are left out stay as they are. */
function present(options: Options = {}): { readonly [Name in keyof Options]?: boolean } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
