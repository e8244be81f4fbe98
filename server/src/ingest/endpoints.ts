import type { RecordMeta } from "../log/port.ts";
import { attachmentsEndpoint } from "./attachments-endpoint.ts";
import { cronEndpoint } from "./cron-endpoint.ts";
import type { Endpoint } from "./endpoint.ts";
import { envelopeEndpoint } from "./envelope-endpoint.ts";
import { logDrainEndpoint } from "./log-drain-endpoint.ts";
import { minidumpEndpoint } from "./minidump-endpoint.ts";
import { nelEndpoint } from "./nel-endpoint.ts";
import { otlpEndpoint } from "./otlp-endpoint.ts";
import { securityEndpoint } from "./security-endpoint.ts";
import { storeEndpoint } from "./store-endpoint.ts";
import { unrealEndpoint } from "./unreal-endpoint.ts";

/** Every ingest endpoint by the path segment behind the project id. */
export const endpoints = {
  envelope: envelopeEndpoint,
  store: storeEndpoint,
  security: securityEndpoint,
  "csp-report": securityEndpoint,
  cron: cronEndpoint,
  /** As the published API documents write it. */
  crons: cronEndpoint,
  minidump: minidumpEndpoint,
  unreal: unrealEndpoint,
  events: attachmentsEndpoint,
  nel: nelEndpoint,
  /** `integration/otlp/v1/traces`; below `otlp` as it was before. */
  otlp: otlpEndpoint,
  integration: otlpEndpoint,
  "integration/vercel": logDrainEndpoint,
  "integration/heroku": logDrainEndpoint,
} satisfies Record<Exclude<RecordMeta["endpoint"], "attachments" | "log-drain">, Endpoint> & Readonly<Record<string, Endpoint>>;

/** By the first segment, or the first two. */
export function endpointAt(first: string, [second]: readonly string[]): Endpoint | undefined {
  return endpointNamed(`${first}/${second ?? ""}`) ?? endpointNamed(first);
}

function endpointNamed(name: string): Endpoint | undefined {
  return Object.hasOwn(endpoints, name) ? Object.entries(endpoints).find(([key]) => key === name)?.[1] : undefined;
}
