import { once } from "node:events";
import { Server } from "node:http";

/** The smallest server of each framework: one route with a parameter. `watched`: with the SDK's middleware, where it needs one. */
const create = {
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
  async koa(watched) {
    const { default: Koa } = await import("koa");
    const { Router } = await import("@koa/router");
    const app = new Koa();
    if (watched) app.use((await import("@vedette/node/koa")).koaMiddleware());
    const router = new Router();
    router.get("/orders/:id", (context) => {
      context.body = "hello";
    });
    app.use(router.routes());
    return app.listen(0, "127.0.0.1");
  },
  async hono(watched) {
    const { Hono } = await import("hono");
    const { createAdaptorServer } = await import("@hono/node-server");
    const app = new Hono();
    if (watched) app.use((await import("@vedette/node/hono")).honoMiddleware());
    app.get("/orders/:id", (context) => context.text("hello"));
    const server = createAdaptorServer({ fetch: app.fetch });
    if (!(server instanceof Server)) throw new Error("no server of HTTP/1");
    return server;
  },
  async h3(watched) {
    const { H3, toNodeHandler } = await import("h3");
    const { createServer } = await import("node:http");
    const app = new H3();
    if (watched) app.use((await import("@vedette/node/h3")).h3Middleware());
    app.get("/orders/:id", () => "hello");
    const handle = toNodeHandler(app);
    return createServer((request, response) => void handle(request, response));
  },
  async nestjs(watched) {
    await import("reflect-metadata");
    const { Controller, Get, Module } = await import("@nestjs/common");
    const { BaseExceptionFilter, NestFactory } = await import("@nestjs/core");
    // oxlint-disable-next-line typescript/no-extraneous-class -- Nest wants classes
    class Orders {}
    const show = { value: () => "hello", configurable: true, writable: true };
    Object.defineProperty(Orders.prototype, "show", show);
    Get("/orders/:id")(Orders.prototype, "show", show);
    Controller()(Orders);
    // oxlint-disable-next-line typescript/no-extraneous-class -- Nest wants classes
    class App {}
    Module({ controllers: [Orders] })(App);
    const app = await NestFactory.create(App, { logger: false });
    if (watched) {
      const { nestFilter, nestMiddleware } = await import("@vedette/node/nestjs");
      app.use(nestMiddleware());
      app.useGlobalFilters(nestFilter(new BaseExceptionFilter(app.getHttpAdapter())));
    }
    await app.listen(0, "127.0.0.1");
    const server: unknown = app.getHttpServer();
    if (!(server instanceof Server)) throw new Error("no server of HTTP/1");
    return server;
  },
} satisfies Readonly<Record<string, (watched: boolean) => Promise<Server>>>;

export type Framework = keyof typeof create;

export const isFramework = (name: string): name is Framework => Object.hasOwn(create, name);

/** Loaded on demand, after the SDK, as applications do. */
export async function startHello(framework: Framework, watched: boolean): Promise<Server> {
  const server = await create[framework](watched);
  if (!server.listening) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  }
  return server;
}
