// Generated from the server's endpoints by tools/generate-api-client.ts. Do not edit.

import type { CallOptions, Page, Sender } from "../client.ts";
import type {  } from "./types.ts";

const at = encodeURIComponent;

/** One method for each operation of the API, by operation id. */
export function createOperations(send: Sender) {
  return {
    /** Version of the server and who is asking. */
    showInstance: (options: CallOptions = {}): Promise<{
      readonly version: string;
      readonly auth: {
        readonly scopes: readonly string[];
      } | null;
      readonly user: {
        readonly id: string;
        readonly email: string;
        readonly name: string;
      } | null;
    }> => send.one({ method: "GET", path: `/`, ...options }),
    /** This API as an OpenAPI 3.1 document. */
    showOpenApi: (options: CallOptions = {}): Promise<{ readonly [key: string]: unknown }> => send.one({ method: "GET", path: `/openapi.json/`, ...options }),
  };
}
