import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import type { Integration } from "@vedette/core";
import { frameOf } from "../frameworks/frames.ts";
import { policyOf, type FrameworkOptions } from "../frameworks/options.ts";
import { reportThrown } from "../frameworks/report.ts";
import { enterRequest } from "../frameworks/watch-request.ts";
import { nameFrame, nameRoute } from "./request-transaction.ts";

const CHANNEL = "tracing:fastify.request.handler";

/** Errors and route patterns of Fastify 5, which publishes them itself. Errors of hooks and held back answers: `@vedette/node/fastify`. */
export function fastifyIntegration(options: FrameworkOptions = {}): Integration {
  const policy = policyOf(options);
  return {
    name: "Fastify",
    start() {
      const onStart = (message: unknown): void => {
        const { request, route } = partsOf(message);
        const raw = rawOf(request);
        const frame = raw && frameOf(raw);
        if (frame && isRoute(route)) nameFrame(frame, raw, route.url);
        else if (raw && isRoute(route)) nameRoute(raw, route.url);
        // Fastify keeps the parsed body on its own request object.
        if (frame?.wantsBody && hasBody(request)) frame.parsedBody = () => request.body;
      };
      const onError = (message: unknown): void => {
        const { request, error } = partsOf(message);
        const raw = rawOf(request);
        if (!raw) return;
        const frame = frameOf(raw);
        if (frame?.framework === "fastify") void reportThrown(frame, error);
        else enterRequest({ framework: "fastify", policy, request: raw }, (entered) => void reportThrown(entered, error));
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
const hasBody = (value: unknown): value is { readonly body: unknown } => typeof value === "object" && value !== null && "body" in value;

function rawOf(request: unknown): IncomingMessage | undefined {
  return hasRaw(request) ? request.raw : undefined;
}

const hasRaw = (value: unknown): value is { readonly raw: IncomingMessage } => typeof value === "object" && value !== null && "raw" in value;
