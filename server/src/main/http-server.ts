import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import type { Ingest } from "../ingest/handler.ts";

/** Longer than load balancers keep idle connections, so that it is they who close them. */
const keepAliveMs = 65_000;

/** Ingest sits on plain `node:http`; everything else goes through the application. */
export function createHttpServer(ingest: Ingest, fetch: Parameters<typeof getRequestListener>[0]): Server {
  const application = getRequestListener(fetch);
  return createServer({ keepAliveTimeout: keepAliveMs, requestTimeout: 0 }, (request, response) => {
    if (ingest.matches(request.url ?? "/")) ingest.handle(request, response);
    else void application(request, response);
  });
}

/** Resolves to the port in use. Rejects with what to do when the address cannot be had. */
export async function listen(server: Server, { host, port }: { readonly host: string; readonly port: number }): Promise<number> {
  const failed = new Promise<never>((_, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(new Error(error.code === "EADDRINUSE" ? `Port ${port} on ${host} is in use. Stop what uses it, or name another in PORT.` : error.message)),
    );
  });
  await Promise.race([failed, new Promise<void>((resolve) => server.listen(port, host, resolve))]);
  const address: AddressInfo | string | null = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

/** Accepts nothing more, and waits for the requests under way, `patienceMs` at most. */
export async function closeHttpServer(server: Server, ingest: Ingest, patienceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const deadline = Date.now() + patienceMs;
  while (ingest.activeRequests() > 0 && Date.now() < deadline) await pause(10);
  server.closeAllConnections();
  await closed;
}
