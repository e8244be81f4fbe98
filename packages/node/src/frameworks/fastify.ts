import type { IncomingMessage, ServerResponse } from "node:http";
import { enterRequest, frameOf, nameRoute, policyOf, reportAttached, reportThrown, type FrameworkOptions } from "@vedette/node";

/** The parts of Fastify's objects that are used here. */
export interface FastifyRequestLike {
  readonly raw: IncomingMessage;
  readonly body?: unknown;
  readonly routeOptions?: { readonly url?: string | undefined } | undefined;
}

export interface FastifyReplyLike {
  readonly raw: ServerResponse;
  readonly statusCode: number;
  code(status: number): unknown;
  type(contentType: string): unknown;
}

export interface FastifyLike {
  addHook(name: "onRequest", hook: (request: FastifyRequestLike, reply: FastifyReplyLike, done: () => void) => void): unknown;
  addHook(name: "onError", hook: (request: FastifyRequestLike, reply: FastifyReplyLike, error: Error) => Promise<void>): unknown;
  addHook(name: "onSend", hook: (request: FastifyRequestLike, reply: FastifyReplyLike, payload: unknown) => Promise<unknown>): unknown;
  setErrorHandler(handler: (error: unknown, request: FastifyRequestLike, reply: FastifyReplyLike) => unknown): unknown;
}

/**
 * A plugin that makes the options hold for the whole instance it is registered with; also sees errors of hooks.
 *
 * @example
 * await app.register(vedettePlugin, { emitHeader: true });
 */
export function vedettePlugin(fastify: FastifyLike, options: FrameworkOptions, done: () => void): void {
  const policy = policyOf(options);
  fastify.addHook("onRequest", (request, reply, next) => {
    const { raw } = request;
    enterRequest({ framework: "fastify", policy, request: raw, response: reply.raw, body: () => request.body }, () => {
      if (request.routeOptions?.url !== undefined) nameRoute(raw, request.routeOptions.url);
      next();
    });
  });
  fastify.addHook("onError", async ({ raw }, _reply, error) => {
    const frame = frameOf(raw);
    if (frame) await reportThrown(frame, error);
  });
  fastify.addHook("onSend", async ({ raw }, reply, payload) => {
    const frame = frameOf(raw);
    if (frame) await reportAttached(frame, reply.statusCode);
    return payload;
  });
  if (!policy.rethrow) {
    fastify.setErrorHandler(async (error, { raw }, reply) => {
      const frame = frameOf(raw);
      if (frame) await reportThrown(frame, error);
      if (!frame || !frame.hasReported(error)) throw error;
      reply.code(500);
      reply.type("text/plain; charset=utf-8");
      return "Internal Server Error";
    });
  }
  done();
}

/** So that its hooks hold for the instance and not only for what is registered inside the plugin. */
Reflect.set(vedettePlugin, Symbol.for("skip-override"), true);
Reflect.set(vedettePlugin, Symbol.for("fastify.display-name"), "@vedette/node");
