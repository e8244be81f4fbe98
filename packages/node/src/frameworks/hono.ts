import type { IncomingMessage, ServerResponse } from "node:http";
import { failedResponse, policyOf, watchRequest, type FrameworkOptions } from "@vedette/node";

/** The parts of Hono's context that are used here. */
export interface HonoContextLike {
  readonly req: { readonly raw: Request };
  readonly env: unknown;
  readonly error: Error | undefined;
  res: Response;
  header(name: string, value: string): void;
}

/**
 * The first middleware of a Hono application, in Node and wherever requests are those of the web platform.
 *
 * @example
 * app.use(honoMiddleware({ emitHeader: true }));
 */
export function honoMiddleware(options: FrameworkOptions = {}): (context: HonoContextLike, next: () => Promise<void>) => Promise<void> {
  const policy = policyOf(options);
  return (context, next) => {
    const request = nodeRequest(context.env) ?? context.req.raw;
    const setHeader = (name: string, value: string): void => context.header(name, value);
    return watchRequest<void>(
      { framework: "hono", policy, request, setHeader, waitUntil: (promise) => waitUntil(context, promise) },
      {
        next,
        status: () => context.res.status,
        answeredError: () => context.error,
        route: () => matchedRoute(context.req),
        fail: () => {
          // Hono carries the headers of the answer over to the one that replaces it.
          context.res.headers.delete("content-length");
          context.res = failedResponse();
        },
      },
    );
  };
}

/** Hono throws where the platform gave it no such context, as in Node. */
function waitUntil(context: HonoContextLike, promise: Promise<unknown>): void {
  try {
    const execution: unknown = Reflect.get(context, "executionCtx");
    const method: unknown = typeof execution === "object" && execution !== null ? Reflect.get(execution, "waitUntil") : undefined;
    if (typeof method === "function") Reflect.apply(method, execution, [promise]);
  } catch {
    // Then nothing freezes either.
  }
}

/** What @hono/node-server puts into `env`. */
function nodeRequest(env: unknown): IncomingMessage | undefined {
  return hasIncoming(env) ? env.incoming : undefined;
}

const hasIncoming = (env: unknown): env is { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse } =>
  typeof env === "object" && env !== null && "incoming" in env && typeof env.incoming === "object" && env.incoming !== null;

/** The last matched route that is no middleware: Hono tells it under a deprecated name in every version, and by a helper in newer ones. */
function matchedRoute(request: object): string | undefined {
  const route: unknown = Reflect.get(request, "routePath");
  return typeof route === "string" ? route : undefined;
}
