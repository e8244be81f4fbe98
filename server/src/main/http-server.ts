import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import type { Ingest } from "../ingest/handler.ts";

/** Longer than load balancers keep idle connections, so that it is they who close them. */
const keepAliveMs = 65_000;
const headersMs = 60_000;
/** For a request to arrive whole. Not Node's own limit: ingest gives up on slow bodies itself, with an answer, but takes long uploads. */
const arrivalMs = 330_000;

export interface HttpServer {
  /** Resolves to the port in use. Rejects with what to do when the address cannot be had. */
  listen(address: { readonly host: string; readonly port: number }): Promise<number>;
  /** Accepts nothing more, and waits for the answers under way, `patienceMs` at most. */
  close(patienceMs: number): Promise<void>;
}

/** Ingest sits on plain `node:http`; everything else goes through the application. */
export function createHttpServer(ingest: Pick<Ingest, "matches" | "handle">, fetch: Parameters<typeof getRequestListener>[0]): HttpServer {
  const application = getRequestListener(fetch);
  const unanswered = new Set<ServerResponse>();
  const server = createServer({ keepAliveTimeout: keepAliveMs, headersTimeout: headersMs, requestTimeout: 0 }, (request, response) => {
    unanswered.add(response);
    response.on("close", () => unanswered.delete(response));
    if (ingest.matches(request.url ?? "/")) ingest.handle(request, response);
    else {
      limitArrival(request);
      void application(request, response);
    }
  });
  return {
    listen: (address) => listen(server, address),
    async close(patienceMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const deadline = Date.now() + patienceMs;
      // Counted here: to Node, a connection that a browser opened in advance is as busy as one with a request under way.
      while (unanswered.size > 0 && Date.now() < deadline) await pause(10);
      server.closeAllConnections();
      await closed;
    },
  };
}

function limitArrival(request: IncomingMessage): void {
  if (request.headers["content-length"] === undefined && request.headers["transfer-encoding"] === undefined) return;
  const late = setTimeout(() => {
    if (!request.complete) request.destroy();
  }, arrivalMs).unref();
  request.on("close", () => clearTimeout(late));
}

async function listen(server: Server, { host, port }: { readonly host: string; readonly port: number }): Promise<number> {
  const failed = new Promise<never>((_, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(new Error(error.code === "EADDRINUSE" ? `Port ${port} on ${host} is in use. Stop what uses it, or name another in PORT.` : error.message)),
    );
  });
  await Promise.race([failed, new Promise<void>((resolve) => server.listen(port, host, resolve))]);
  const address: AddressInfo | string | null = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}
