import { z } from "zod";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { inProject } from "../place.ts";
import { keyNameField, rateLimitField } from "./key-input.ts";
import { keyShape, toKey } from "./key-shape.ts";

export const createProjectKey = defineEndpoint({
  method: "post",
  path: "/projects/{organization}/{project}/keys/",
  summary: "Make another key for a project",
  auth: withToken,
  place: inProject,
  scopes: ["project:write"],
  body: z.object({ name: keyNameField.nullish(), rateLimit: rateLimitField }),
  status: 201,
  response: keyShape,
  async handler({ project, body, stores, publicUrl }) {
    const key = await stores.writer.createKey({ projectId: project.id, name: body.name || "Key", rateLimit: body.rateLimit });
    return { body: toKey(key, publicUrl()) };
  },
});
