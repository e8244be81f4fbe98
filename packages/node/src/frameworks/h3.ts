import { failedResponse, isNodeRequest, isNodeResponse, policyOf, watchRequest, type FrameworkOptions } from "@vedette/node";

/** The parts of an event of h3 2 that are used here. */
export interface H3EventLike {
  readonly req: Request;
  readonly res: { readonly status?: number | undefined; readonly headers: Headers };
  waitUntil?(promise: Promise<unknown>): void;
  readonly context: { readonly matchedRoute?: { readonly route?: string | undefined } | undefined };
  readonly runtime?: { readonly node?: { readonly req?: unknown; readonly res?: unknown } | undefined } | undefined;
}

/**
 * The first middleware of an h3 application, in Node and wherever requests are those of the web platform.
 *
 * @example
 * app.use(h3Middleware({ emitHeader: true }));
 */
export function h3Middleware(options: FrameworkOptions = {}): (event: H3EventLike, next: () => unknown) => Promise<unknown> {
  const policy = policyOf(options);
  return (event, next) => {
    const { req, res } = event.runtime?.node ?? {};
    const request = isNodeRequest(req) ? req : event.req;
    const response = isNodeResponse(res) ? res : undefined;
    // Of errors h3 sends other headers than of answers.
    const setHeader = (name: string, value: string): void => {
      for (const headers of [event.res.headers, Reflect.get(event.res, "errHeaders")]) if (headers instanceof Headers) headers.set(name, value);
    };
    return watchRequest<unknown>(
      { framework: "h3", policy, request, response, ...(response ? {} : { setHeader, waitUntil: (promise) => event.waitUntil?.(promise) }) },
      {
        next,
        status: (result) => (result instanceof Response ? result.status : (event.res.status ?? 200)),
        route: () => event.context.matchedRoute?.route,
        fail: () => failedResponse(),
      },
    );
  };
}
