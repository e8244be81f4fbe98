import type { IncomingMessage, ServerResponse } from "node:http";
import { afterWait, answerFailed, enterRequest, frameOf, nameRoute, policyOf, reportThrown, type FrameworkOptions } from "@vedette/node";

type Next = (error?: unknown) => void;

/**
 * The first middleware of an application of Express 4 or 5: makes the options hold for its requests. With Express 5.3 and newer it is
 * needed only for that; errors and routes are seen without it.
 *
 * @example
 * app.use(requestHandler({ emitHeader: true }));
 */
export function requestHandler(options: FrameworkOptions = {}): (request: IncomingMessage, response: ServerResponse, next: Next) => void {
  const policy = policyOf(options);
  return (request, response, next) => {
    // Before `close`, where the transaction ends. Newer versions announce the route as soon as it is known.
    response.once("finish", () => nameMatched(request));
    enterRequest({ framework: "express", policy, request, response }, () => next());
  };
}

/**
 * The last middleware, after the routes and before other error handlers: reports what they passed on or threw. Express 4 needs it; newer
 * versions need it for `waitForDelivery` and `rethrow: false`.
 *
 * @example
 * app.use(errorHandler({ waitForDelivery: true }));
 */
export function errorHandler(options?: FrameworkOptions): (error: unknown, request: IncomingMessage, response: ServerResponse, next: Next) => void {
  const policy = options && policyOf(options);
  return (error, request, response, next) => {
    nameMatched(request);
    const known = policy ?? frameOf(request)?.policy ?? policyOf({});
    enterRequest({ framework: "express", policy: known, request, response }, (frame) => {
      void afterWait(reportThrown(frame, error), () => (known.rethrow || !frame.hasReported(error) ? next(error) : answerFailed(response)));
    });
  };
}

function nameMatched(request: IncomingMessage): void {
  const route: unknown = Reflect.get(request, "route");
  const base: unknown = Reflect.get(request, "baseUrl");
  if (typeof route === "object" && route !== null && "path" in route && typeof route.path === "string")
    nameRoute(request, `${typeof base === "string" ? base : ""}${route.path}`);
}
