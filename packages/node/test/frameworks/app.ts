import { createServer, type RequestListener, type Server } from "node:http";
import type { FrameworkOptions } from "@vedette/node";
import type { HealthRoutes } from "@vedette/node/health";

/** What the handlers of the suite get to know, in every framework. */
interface Call {
  /** Whatever the framework hands its handlers. */
  readonly context: object;
  readonly id: string;
  readonly readBody: () => Promise<unknown>;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

export interface TestRoute {
  readonly method: "GET" | "POST";
  /** `/name/:id`. */
  readonly path: string;
  readonly handle: (call: Call) => Promise<Answer>;
}

export interface App {
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  readonly close: () => Promise<void>;
}

/** One row of the table: builds an application of that framework with these routes, watched with these options. */
export interface Adapter {
  readonly name: string;
  /** In `mechanism.type`. */
  readonly framework: string;
  readonly start: (options: FrameworkOptions, routes: readonly TestRoute[], health?: HealthRoutes) => Promise<App>;
}

/** A server of Node on a free port. */
export async function serve(listener: RequestListener | Server): Promise<App> {
  const server = typeof listener === "function" ? createServer(listener) : listener;
  if (!server.listening) await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    fetch: (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** For frameworks without a router. */
export function match(routes: readonly TestRoute[], method: string, path: string): { readonly route: TestRoute; readonly id: string } | undefined {
  for (const route of routes) {
    const found = new RegExp(`^${route.path.replace(":id", "([^/?]+)")}(\\?.*)?$`).exec(path);
    if (route.method === method && found) return { route, id: found[1] ?? "" };
  }
  return undefined;
}

export async function readText(stream: AsyncIterable<unknown>): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  return text;
}
