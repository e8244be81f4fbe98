import {
  afterWait,
  answerFailed,
  captureException,
  enterRequest,
  frameOf,
  isFailedStatus,
  isNodeRequest,
  isNodeResponse,
  nameRoute,
  policyOf,
  reportThrown,
  statusOfError,
  type FrameworkOptions,
} from "@vedette/node";
import type { IncomingMessage } from "node:http";

/** The part of Nest's `ArgumentsHost` that is used here. */
export interface ArgumentsHostLike {
  getArgByIndex(index: number): unknown;
  getType(): string;
}

export interface ExceptionFilterLike {
  catch(exception: unknown, host: ArgumentsHostLike): unknown;
}

/**
 * Puts reporting in front of an exception filter, which goes on to answer as before: for errors of controllers, guards, pipes and
 * interceptors, over HTTP by Express or Fastify. What other transports throw is reported too.
 *
 * @example
 * app.useGlobalFilters(nestFilter(new BaseExceptionFilter(app.getHttpAdapter()), { emitHeader: true }));
 */
export function nestFilter(filter: ExceptionFilterLike, options: FrameworkOptions = {}): ExceptionFilterLike {
  const policy = policyOf(options);
  return {
    catch(exception, host) {
      const request = nodeObject(host.getArgByIndex(0), isNodeRequest);
      const response = nodeObject(host.getArgByIndex(1), isNodeResponse);
      if (!request || !response) {
        // Microservices and sockets: there is no answer to hold back or to mark.
        if (isFailedStatus(statusOfError(exception), policy.failedStatusCodes))
          captureException(exception, { mechanism: { type: `auto.nestjs.${host.getType()}`, handled: false } });
        // oxlint-disable-next-line promise/valid-params -- the method of a filter
        return filter.catch(exception, host);
      }
      nameMatched(host.getArgByIndex(0), request);
      return enterRequest({ framework: "nestjs", policy, request, response }, (frame) => {
        // oxlint-disable-next-line promise/valid-params -- the method of a filter
        const delegate = (): unknown => filter.catch(exception, host);
        return afterWait(reportThrown(frame, exception), () => (policy.rethrow || !frame.hasReported(exception) ? delegate() : answerFailed(response)));
      });
    },
  };
}

/**
 * The first middleware of a Nest application: makes the options hold for its requests from their beginning on, such as `tracing` and
 * `sendBody`, and for errors given to `attachError`.
 *
 * @example
 * app.use(nestMiddleware({ sendBody: true }));
 */
export function nestMiddleware(options: FrameworkOptions = {}): (request: unknown, response: unknown, next: () => void) => void {
  const policy = policyOf(options);
  return (given, answer, next) => {
    const request = nodeObject(given, isNodeRequest);
    const response = nodeObject(answer, isNodeResponse);
    if (!request || !response) return next();
    response.once("finish", () => nameMatched(given, request));
    return enterRequest({ framework: "nestjs", policy, request, response }, () => next());
  };
}

/** Nest on Fastify hands over Fastify's objects. */
function nodeObject<T>(value: unknown, is: (value: unknown) => value is T): T | undefined {
  if (is(value)) return value;
  const raw: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "raw") : undefined;
  return is(raw) ? raw : undefined;
}

/** Express keeps the pattern in `route.path`, Fastify in `routeOptions.url`. */
function nameMatched(given: unknown, request: IncomingMessage): void {
  if (typeof given !== "object" || given === null || !frameOf(request)) return;
  const route: unknown = Reflect.get(given, "route") ?? Reflect.get(given, "routeOptions");
  if (typeof route !== "object" || route === null) return;
  const pattern: unknown = Reflect.get(route, "path") ?? Reflect.get(route, "url");
  if (typeof pattern === "string") nameRoute(request, pattern);
}
