import "reflect-metadata";
import { getRequestListener } from "@hono/node-server";
import { errorHandler, requestHandler } from "@vedette/node/express";
import { vedettePlugin } from "@vedette/node/fastify";
import { h3Middleware } from "@vedette/node/h3";
import { honoMiddleware } from "@vedette/node/hono";
import { watchListener } from "@vedette/node/http";
import { koaMiddleware } from "@vedette/node/koa";
import { nameRoute } from "@vedette/node";
import express from "express";
import express4 from "express4";
import fastify from "fastify";
import { H3, toNodeHandler } from "h3";
import { Hono } from "hono";
import Koa from "koa";
import { Router } from "@koa/router";
import { match, readText, serve, type Adapter, type App } from "./app.ts";
import { startNest } from "./nest-app.ts";

type Start = Adapter["start"];

const statusOf = (error: unknown): number => (typeof error === "object" && error !== null && "status" in error ? Number(error.status) : 500);

const http: Start = (options, routes, health) => {
  const listener = watchListener(async (request, response) => {
    if (await health?.http(request, response)) return;
    const found = match(routes, request.method ?? "", request.url ?? "");
    if (!found) {
      response.writeHead(404).end("no route");
      return;
    }
    nameRoute(request, found.route.path);
    const { status, text } = await found.route.handle({ context: request, id: found.id, readBody: () => readText(request) });
    response.writeHead(status).end(text);
  }, options);
  // The outer recovery that a listener with `rethrow` needs.
  return serve((request, response) => {
    listener(request, response).catch((error: unknown) => response.writeHead(statusOf(error)).end("the framework's answer"));
  });
};

const expressWith =
  (create: typeof express): Start =>
  (options, routes, health) => {
    const app = create();
    app.use(requestHandler(options));
    if (health) app.use(health.express);
    app.use(create.json({ limit: "1mb" }));
    for (const { method, path, handle } of routes) {
      app[method === "GET" ? "get" : "post"](path, (request, response, next) => {
        handle({ context: request, id: String(request.params["id"] ?? ""), readBody: () => Promise.resolve(request.body) }).then(
          ({ status, text }) => void response.status(status).send(text),
          next,
        );
      });
    }
    app.use(errorHandler());
    const final: express.ErrorRequestHandler = (error, _request, response, _next) => {
      response.status(statusOf(error)).send("the framework's answer");
    };
    app.use(final);
    return serve(app);
  };

/** Without a single line of ours in the application. */
const express5Alone: Start = (_options, routes, health) => {
  const app = express();
  if (health) app.use(health.express);
  app.use(express.json({ limit: "1mb" }));
  for (const { method, path, handle } of routes) {
    app[method === "GET" ? "get" : "post"](path, async (request, response) => {
      const { status, text } = await handle({ context: request, id: String(request.params["id"] ?? ""), readBody: () => Promise.resolve(request.body) });
      response.status(status).send(text);
    });
  }
  return serve(app);
};

const fastifyApp: Start = async (options, routes, health) => {
  const app = fastify();
  await app.register(vedettePlugin, options);
  if (health) await app.register(health.fastify);
  for (const { method, path, handle } of routes) {
    app.route({
      method,
      url: path,
      handler: async (request, reply) => {
        const { params } = request;
        const id = typeof params === "object" && params !== null && "id" in params ? String(params.id) : "";
        const { status, text } = await handle({ context: request, id, readBody: () => Promise.resolve(request.body) });
        return reply.code(status).send(text);
      },
    });
  }
  await app.listen({ port: 0, host: "127.0.0.1" });
  const served = await serve(app.server);
  return { ...served, close: () => app.close() };
};

const koa: Start = (options, routes, health) => {
  const app = new Koa();
  app.silent = true;
  app.use(koaMiddleware(options));
  if (health) app.use(health.koa);
  const router = new Router();
  for (const { method, path, handle } of routes) {
    router.register(path, [method], async (context) => {
      const { status, text } = await handle({ context, id: context.params["id"] ?? "", readBody: () => readText(context.req) });
      context.status = status;
      context.body = text;
    });
  }
  app.use(router.routes());
  return serve((request, response) => void app.callback()(request, response));
};

function honoApp(...[options, routes, health]: Parameters<Start>): Hono {
  const app = new Hono();
  app.use(honoMiddleware(options));
  if (health) app.use(health.hono);
  for (const { method, path, handle } of routes) {
    app.on(method, path, async (context) => {
      const { status, text } = await handle({ context, id: context.req.param("id") ?? "", readBody: () => context.req.text() });
      return new Response(text, { status });
    });
  }
  app.onError((error) => new Response("the framework's answer", { status: statusOf(error) }));
  return app;
}

// Its own `Response` in the place of the global one would be h3's too.
const honoNode: Start = (...given) => {
  const listener = getRequestListener(honoApp(...given).fetch, { overrideGlobalObjects: false });
  return serve((request, response) => void listener(request, response));
};

/** As on platforms whose requests are those of the web: no server of Node anywhere. */
const web = (handle: (request: Request) => Response | Promise<Response>): Promise<App> =>
  Promise.resolve({
    fetch: async (path, init) => {
      const body = typeof init?.body === "string" ? init.body : undefined;
      const request = new Request(`http://edge.example.com${path}`, init);
      if (body !== undefined) request.headers.set("content-length", String(Buffer.byteLength(body)));
      return handle(request);
    },
    close: () => Promise.resolve(),
  });

const honoEdge: Start = (...given) => {
  const app = honoApp(...given);
  return web((request) => app.fetch(request));
};

function h3App(...[options, routes, health]: Parameters<Start>): H3 {
  const app = new H3({ silent: true });
  app.use(h3Middleware(options));
  if (health) app.use(health.h3);
  for (const { method, path, handle } of routes) {
    app.on(method, path, async (event) => {
      const { status, text } = await handle({ context: event, id: event.context.params?.["id"] ?? "", readBody: () => event.req.text() });
      event.res.status = status;
      return text;
    });
  }
  return app;
}

const h3Node: Start = (...given) => serve(toNodeHandler(h3App(...given)));
const h3Web: Start = (...given) => {
  const app = h3App(...given);
  return web((request) => app.fetch(request));
};

/** Every framework with our adapter in its place. The suite runs over all of them. */
export const adapters: readonly Adapter[] = [
  { name: "node:http", framework: "http", start: http },
  { name: "Express 5", framework: "express", start: expressWith(express) },
  { name: "Express 4", framework: "express", start: expressWith(express4) },
  { name: "Fastify 5", framework: "fastify", start: fastifyApp },
  { name: "Koa", framework: "koa", start: koa },
  { name: "Hono in Node", framework: "hono", start: honoNode },
  { name: "Hono at the edge", framework: "hono", start: honoEdge },
  { name: "h3 in Node", framework: "h3", start: h3Node },
  { name: "h3 at the edge", framework: "h3", start: h3Web },
  { name: "NestJS on Express", framework: "nestjs", start: startNest },
];

/** Those that need no adapter at all with the defaults. */
export const unaided: readonly Adapter[] = [{ name: "Express 5 alone", framework: "express", start: express5Alone }];
