import { Controller, Get, HttpException, Module, Post, Req, Res } from "@nestjs/common";
import { BaseExceptionFilter, NestFactory } from "@nestjs/core";
import { nestFilter, nestMiddleware } from "@vedette/node/nestjs";
import type { Request, Response } from "express";
import { serve, type Adapter, type TestRoute } from "./app.ts";

/** What decorators would write, without their syntax: this repository's TypeScript is erasable. */
function controllerOf(routes: readonly TestRoute[]): new () => object {
  // oxlint-disable-next-line typescript/no-extraneous-class -- Nest wants classes
  class Routes {}
  for (const [index, { method, path, handle }] of routes.entries()) {
    const name = `route${index}`;
    const value = async (request: Request, response: Response): Promise<void> => {
      const { status, text } = await handle({ context: request, id: String(request.params["id"] ?? ""), readBody: () => Promise.resolve(request.body) }).catch(
        (error: unknown) => {
          // As Nest wants errors with a status to be thrown.
          if (error instanceof Error && "status" in error) throw new HttpException(error.message, Number(error.status), { cause: error });
          throw error;
        },
      );
      response.status(status).send(text);
    };
    Object.defineProperty(Routes.prototype, name, { value, configurable: true, writable: true });
    const descriptor = Object.getOwnPropertyDescriptor(Routes.prototype, name);
    if (descriptor) (method === "GET" ? Get(path) : Post(path))(Routes.prototype, name, descriptor);
    Req()(Routes.prototype, name, 0);
    Res()(Routes.prototype, name, 1);
  }
  Controller()(Routes);
  return Routes;
}

export const startNest: Adapter["start"] = async (options, routes, health) => {
  // oxlint-disable-next-line typescript/no-extraneous-class -- Nest wants classes
  class App {}
  Module({ controllers: [controllerOf(routes)] })(App);
  const app = await NestFactory.create(App, { logger: false });
  app.use(nestMiddleware(options));
  if (health) app.use(health.express);
  app.useGlobalFilters(nestFilter(new BaseExceptionFilter(app.getHttpAdapter()), options));
  await app.listen(0, "127.0.0.1");
  const served = await serve(app.getHttpServer());
  return { ...served, close: () => app.close() };
};
