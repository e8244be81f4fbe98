import { z } from "zod";
import { withoutSignIn } from "../admission.ts";
import type { Endpoint } from "../define-endpoint.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { openApiDocument } from "../openapi.ts";
import { anywhere } from "../place.ts";

/** Takes the operations when asked: this endpoint is one of them. */
export const showOpenApi = (operations: () => Readonly<Record<string, Endpoint>>): Endpoint =>
  defineEndpoint({
    method: "get",
    path: "/openapi.json/",
    summary: "This API as an OpenAPI 3.1 document",
    auth: withoutSignIn,
    place: anywhere,
    scopes: [],
    response: z.record(z.string(), z.unknown()),
    async handler({ version, publicUrl }) {
      return { body: openApiDocument(operations(), { version, publicUrl: publicUrl() }) };
    },
  });
