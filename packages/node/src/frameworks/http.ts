import type { IncomingMessage, ServerResponse } from "node:http";
import { answerFailed, policyOf, watchRequest, type FrameworkOptions } from "@vedette/node";

/** As `http.createServer` takes it; may be asynchronous. */
export type HttpListener = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * Watches a request listener of `node:http`. Like without the SDK, an error of the listener is its caller's affair with `rethrow: true`:
 * that ends the process, unless something around it answers; with `rethrow: false` the request is answered with 500.
 *
 * @example
 * createServer(watchListener(handle, { rethrow: false, emitHeader: true })).listen(3000);
 */
export function watchListener(listener: HttpListener, options: FrameworkOptions = {}): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const policy = policyOf(options);
  return async (request, response) => {
    await watchRequest<unknown>(
      { framework: "http", policy, request, response },
      { next: () => listener(request, response), status: () => response.statusCode, fail: () => answerFailed(response) },
    );
  };
}
