import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import type { Integration } from "@vedette/core";
import { frameOf } from "../frameworks/frames.ts";
import { policyOf, type FrameworkOptions } from "../frameworks/options.ts";
import { enterRequest } from "../frameworks/watch-request.ts";
import { reportThrown } from "../frameworks/report.ts";
import { isNodeRequest } from "./request-facts.ts";
import { nameRoute } from "./request-transaction.ts";

const CHANNEL = "tracing:express.router.request";

/**
 * Errors and route patterns of Express 5.3 and newer, which publishes them itself: no error handler to install, in any import order.
 * Older versions, and options that hold an answer back: `@vedette/node/express`.
 */
export function expressIntegration(options: FrameworkOptions = {}): Integration {
  const policy = policyOf(options);
  return {
    name: "Express",
    start() {
      const onStart = (message: unknown): void => {
        const { req, route, layer } = partsOf(message);
        if (isNodeRequest(req) && typeof route === "string" && isOfRoute(req, layer)) nameRoute(req, `${baseUrlOf(req)}${route}`);
      };
      const onError = (message: unknown): void => {
        const { req, error } = partsOf(message);
        if (!isNodeRequest(req)) return;
        const frame = frameOf(req);
        // A middleware of `@vedette/node/express` brought rules of its own.
        if (frame?.framework === "express") void reportThrown(frame, error);
        else enterRequest({ framework: "express", policy, request: req }, (entered) => void reportThrown(entered, error));
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
  readonly req?: unknown;
  readonly route?: unknown;
  readonly layer?: unknown;
  readonly error?: unknown;
}

const partsOf = (message: unknown): Parts => (typeof message === "object" && message !== null ? message : {});
const baseUrlOf = (request: IncomingMessage): string => ("baseUrl" in request && typeof request.baseUrl === "string" ? request.baseUrl : "");

/** Middleware and error handlers are told of, too, with where they are mounted: mostly `/`, which names nothing. */
function isOfRoute(request: IncomingMessage, layer: unknown): boolean {
  const route = "route" in request && typeof request.route === "object" && request.route !== null ? request.route : {};
  return "stack" in route && Array.isArray(route.stack) && route.stack.includes(layer);
}
