import { z } from "zod";
import { withoutSignIn } from "../admission.ts";
import type { Endpoint } from "../define-endpoint.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { openApiDocument } from "../openapi.ts";
import { anywhere } from "../place.ts";

/** Takes the operations when asked: this endpoint is one of them. */
export function showOpenApi(operations: () => Readonly<Record<string, Endpoint>>): Endpoint {
  // Deriving it takes tens of milliseconds of the one thread that also answers SDKs.
  let latest: { readonly publicUrl: string; readonly document: ReturnType<typeof openApiDocument> } | undefined;
  return defineEndpoint({
    method: "get",
    path: "/openapi.json/",
    summary: "This API as an OpenAPI 3.1 document",
    auth: withoutSignIn,
    place: anywhere,
    scopes: [],
    response: z.record(z.string(), z.unknown()),
    async handler({ version, publicUrl }) {
      if (latest?.publicUrl !== publicUrl()) latest = { publicUrl: publicUrl(), document: openApiDocument(operations(), { version, publicUrl: publicUrl() }) };
      return { body: latest.document };
    },
  });
}
