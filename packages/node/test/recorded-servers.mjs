import http from "node:http";
import * as SDK from "@vedette/node";

/** Of the recorded scenarios with our SDK: those that answer requests, and what all of them share. */

const base = {
  dsn: process.env.SENTRY_DSN,
  release: "storefront@2.4.1",
  environment: "production",
  serverName: "web-1",
  sendDefaultPii: true,
  shutdownTimeout: 60_000,
};
export const init = (options = {}) => SDK.init({ ...base, ...options });
export const sleep = (delay) => new Promise((resolve) => setTimeout(resolve, delay));
export const SENT_TRACE = {
  "sentry-trace": "771a43a4192642f0b136d5159a501700-7b4a1b2c3d4e5f60-1",
  baggage: "sentry-trace_id=771a43a4192642f0b136d5159a501700,sentry-public_key=0123456789abcdef0123456789abcdef,sentry-sampled=true,sentry-sample_rate=1",
};

/** The requests of the recorded server scenarios. */
async function visit(port) {
  const call = (method, path, headers = {}, body) =>
    new Promise((resolve, reject) => {
      const request = http.request({ port, method, path, headers: { Host: "shop.example.com", ...headers } }, (response) =>
        response.resume().on("end", resolve),
      );
      request.on("error", reject).end(body);
    });
  await SDK.suppressTracing(async () => {
    await call("GET", "/orders/7?verbose=1", SENT_TRACE);
    await call("POST", "/checkout?coupon=SPRING", { "Content-Type": "application/json" }, JSON.stringify({ cart: 77, note: "grüße" }));
    await call("GET", "/fail-async");
    await call("GET", "/crash-caught");
  });
}

async function listening(server) {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  await visit(server.address().port);
  server.closeAllConnections();
  server.close();
  // Counted sessions are sent when the SDK is closed.
  await SDK.close(60_000);
}

async function express(traceLifecycle) {
  init({ tracesSampleRate: 1, traceLifecycle });
  const { default: createApp } = await import("express");
  const app = createApp();
  app.use(createApp.json());
  app.use((_request, _response, next) => {
    SDK.setUser({ id: "u-42", email: "ada@example.com" });
    next();
  });
  app.get("/orders/:id", (request, response, next) => {
    SDK.startSpan({ name: "render order", op: "template.render" }, () => sleep(4)).then(() => response.json({ id: request.params.id }), next);
  });
  app.post("/checkout", (request) => {
    throw new RangeError(`cart ${request.body.cart} cannot be paid`);
  });
  app.get("/fail-async", (_request, _response, next) => {
    setTimeout(() => next(new Error('relation "missing_table" does not exist')), 1);
  });
  app.get("/crash-caught", (_request, response) => {
    SDK.captureException(new Error("caught in handler"));
    response.send("ok");
  });
  app.use((error, _request, response, _next) => response.status(500).json({ error: error.message }));
  await listening(http.createServer(app));
}

export const serverPrograms = {
  "express-app": () => express("stream"),
  "express-app-static": () => express("static"),
  async "fastify-app"() {
    init({ tracesSampleRate: 1, traceLifecycle: "stream" });
    const { default: createApp } = await import("fastify");
    const app = createApp();
    app.get("/orders/:id", (request) => Promise.resolve({ id: request.params.id }));
    app.post("/checkout", (request) => Promise.reject(new RangeError(`cart ${request.body.cart} cannot be paid`)));
    await app.ready();
    await listening(app.server);
  },
  async "koa-app"() {
    init({ tracesSampleRate: 1, traceLifecycle: "stream" });
    const [{ default: Koa }, { Router }, { koaMiddleware }] = await Promise.all([import("koa"), import("@koa/router"), import("@vedette/node/koa")]);
    const app = new Koa();
    app.silent = true;
    const router = new Router();
    router.get("/orders/:id", (context) => {
      context.body = { id: context.params.id };
    });
    router.post("/checkout", () => Promise.reject(new RangeError("cart 77 cannot be paid")));
    app.use(koaMiddleware()).use(router.routes());
    await listening(http.createServer((...given) => void app.callback()(...given)));
  },
  async "hono-app"() {
    init({ tracesSampleRate: 1, traceLifecycle: "stream" });
    const [{ Hono }, { getRequestListener }, { honoMiddleware }] = await Promise.all([
      import("hono"),
      import("@hono/node-server"),
      import("@vedette/node/hono"),
    ]);
    const app = new Hono();
    app.use(honoMiddleware());
    app.get("/orders/:id", (context) => context.json({ id: context.req.param("id") }));
    app.post("/checkout", async (context) => {
      const { cart } = await context.req.json();
      throw new RangeError(`cart ${cart} cannot be paid`);
    });
    const answer = getRequestListener(app.fetch);
    await listening(http.createServer((...given) => void answer(...given)));
  },
};
