import type { IncomingMessage, ServerResponse } from "node:http";
import { policyOf, watchRequest, type FrameworkOptions } from "@vedette/node";

/** The parts of Koa's context that are used here. */
export interface KoaContextLike {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly request: { readonly body?: unknown };
  status: number;
  body: unknown;
}

/**
 * The first middleware of a Koa application.
 *
 * @example
 * app.use(koaMiddleware({ emitHeader: true }));
 */
export function koaMiddleware(options: FrameworkOptions = {}): (context: KoaContextLike, next: () => Promise<unknown>) => Promise<unknown> {
  const policy = policyOf(options);
  return (context, next) => {
    const { req: request, res: response } = context;
    return watchRequest<unknown>(
      { framework: "koa", policy, request, response, body: () => context.request.body },
      {
        next,
        status: () => context.status,
        route: () => matchedRoute(context),
        fail: () => {
          context.status = 500;
          context.body = "Internal Server Error";
        },
      },
    );
  };
}

/** As the router leaves it; the types of Koa know nothing of it. */
function matchedRoute(context: KoaContextLike): string | undefined {
  const route: unknown = Reflect.get(context, "_matchedRoute") ?? Reflect.get(context, "routerPath");
  return typeof route === "string" ? route : undefined;
}
