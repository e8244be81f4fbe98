import type { RecordMeta } from "../log/port.ts";
import type { Endpoint } from "./endpoint.ts";
import { envelopeEndpoint } from "./envelope-endpoint.ts";
import { securityEndpoint } from "./security-endpoint.ts";
import { storeEndpoint } from "./store-endpoint.ts";

/** Every ingest endpoint by the path segment behind the project id. */
export const endpoints = {
  envelope: envelopeEndpoint,
  store: storeEndpoint,
  security: securityEndpoint,
  "csp-report": securityEndpoint,
} satisfies Record<RecordMeta["endpoint"] | "csp-report", Endpoint>;

export function endpointNamed(name: string): Endpoint | undefined {
  return Object.hasOwn(endpoints, name) ? Object.entries(endpoints).find(([key]) => key === name)?.[1] : undefined;
}
