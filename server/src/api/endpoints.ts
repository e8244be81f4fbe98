import type { Endpoint } from "./define-endpoint.ts";
import { instanceEndpoints } from "./instance/index.ts";

/** Every resource of the API. The names of the endpoints are the operation ids of OpenAPI and of the typed client. */
export const operations = { ...instanceEndpoints } satisfies Record<string, Endpoint>;

export const endpoints: readonly Endpoint[] = Object.values(operations);
