import type { Endpoint } from "./define-endpoint.ts";
import { instanceEndpoints } from "./instance/index.ts";
import { showOpenApi } from "./instance/openapi.ts";

/** Every resource of the API. The names of the endpoints are the operation ids of OpenAPI and of the typed client. */
export const operations: Readonly<Record<string, Endpoint>> = {
  ...instanceEndpoints,
  showOpenApi: showOpenApi(() => operations),
};

export const endpoints: readonly Endpoint[] = Object.values(operations);
