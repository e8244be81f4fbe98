import { once } from "node:events";
import type { Server } from "node:http";

export type Framework = "http" | "express" | "fastify";

/** The smallest server of each framework: one route with a parameter. Loaded on demand, after the SDK, as applications do. */
export async function startHello(framework: Framework): Promise<Server> {
  const server = await create[framework]();
  if (!server.listening) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  }
  return server;
}

const create: Readonly<Record<Framework, () => Promise<Server>>> = {
  async http() {
    const { createServer } = await import("node:http");
    return createServer((_request, response) => {
      response.setHeader("content-type", "text/plain");
      response.end("hello");
    });
  },
  async express() {
    const { default: express } = await import("express");
    const app = express();
    app.get("/orders/:id", (_request, response) => void response.type("text").send("hello"));
    return app.listen(0, "127.0.0.1");
  },
  async fastify() {
    const { default: fastify } = await import("fastify");
    const app = fastify();
    app.get("/orders/:id", async (_request, reply) => {
      reply.type("text/plain");
      return "hello";
    });
    await app.listen({ port: 0, host: "127.0.0.1" });
    return app.server;
  },
};
