import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { captureException, type Integration } from "@vedette/core";
import { isServerError } from "./server-error.ts";
import { nameRoute } from "./http-server.ts";

const CHANNEL = "tracing:express.router.request";

/**
 * Errors and route patterns of Express 5.3 and newer, which publishes them itself: no error handler to install, in any import order.
 * Older versions: `captureException` in an error middleware.
 */
export function expressIntegration(): Integration {
  return {
    name: "Express",
    start() {
      const onStart = (message: unknown): void => {
        const { req, route } = partsOf(message);
        if (isRequest(req) && typeof route === "string") nameRoute(req, `${baseUrlOf(req)}${route}`);
      };
      const onError = (message: unknown): void => {
        const { error } = partsOf(message);
        if (isServerError(error)) captureException(error, { mechanism: { type: "auto.http.express", handled: false } });
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
  readonly error?: unknown;
}

const partsOf = (message: unknown): Parts => (typeof message === "object" && message !== null ? message : {});
const isRequest = (value: unknown): value is IncomingMessage => typeof value === "object" && value !== null && "headers" in value && "socket" in value;
const baseUrlOf = (request: IncomingMessage): string => ("baseUrl" in request && typeof request.baseUrl === "string" ? request.baseUrl : "");
