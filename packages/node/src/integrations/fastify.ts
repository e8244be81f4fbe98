import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { captureException, type Integration } from "@vedette/core";
import { nameRoute } from "./http-server.ts";
import { isServerError } from "./server-error.ts";

const CHANNEL = "tracing:fastify.request.handler";

/** Errors and route patterns of Fastify 5, which publishes them itself. */
export function fastifyIntegration(): Integration {
  return {
    name: "Fastify",
    start() {
      const onStart = (message: unknown): void => {
        const { request, route } = partsOf(message);
        const raw = rawOf(request);
        if (raw && isRoute(route)) nameRoute(raw, route.url);
        // Fastify keeps the parsed body on its own request object.
        if (raw && hasBody(request)) Object.defineProperty(raw, "body", { value: request.body, configurable: true, enumerable: false, writable: true });
      };
      const onError = (message: unknown): void => {
        const { error } = partsOf(message);
        if (isServerError(error)) captureException(error, { mechanism: { type: "auto.http.fastify", handled: false } });
      };
      subscribe(`${CHANNEL}:start`, onStart);
      subscribe(`${CHANNEL}:error`, onError);
      return () => {
        unsubscribe(`${CHANNEL}:start`, onStart);
        unsubscribe(`${CHANNEL}:error`, onError);
      };
    },
  };
}

interface Parts {
  readonly request?: unknown;
  readonly route?: unknown;
  readonly error?: unknown;
}

const partsOf = (message: unknown): Parts => (typeof message === "object" && message !== null ? message : {});
const isRoute = (value: unknown): value is { readonly url: string } =>
  typeof value === "object" && value !== null && "url" in value && typeof value.url === "string";
const hasBody = (value: unknown): value is { readonly body: unknown } =>
  typeof value === "object" && value !== null && "body" in value && value.body !== undefined;

function rawOf(request: unknown): IncomingMessage | undefined {
  return hasRaw(request) ? request.raw : undefined;
}

const hasRaw = (value: unknown): value is { readonly raw: IncomingMessage } => typeof value === "object" && value !== null && "raw" in value;
