import type { IncomingMessage, ServerResponse } from "node:http";
import { isNodeRequest } from "@vedette/node";
import { answerHealth, type HealthAnswer, type HealthOptions, type HealthRequest } from "./answer-health.ts";

export { HealthCheckError, IgnoredHealthCheckError, type HealthReport, type StartJob } from "./checks.ts";
export type { HealthOptions } from "./answer-health.ts";

type Next = (error?: unknown) => void;

interface FastifyReplyLike {
  code(status: number): unknown;
  type(contentType: string): unknown;
}

interface FastifyLike {
  get(path: string, handler: (request: { readonly raw: IncomingMessage }, reply: FastifyReplyLike) => Promise<string>): unknown;
}

interface KoaContextLike {
  readonly req: IncomingMessage;
  status: number;
  body: unknown;
  type: string;
}

/** The same routes for every framework. */
export interface HealthRoutes {
  /** Resolves to false for every other request: the listener goes on. */
  readonly http: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  /** Also for NestJS and Connect. */
  readonly express: (request: IncomingMessage, response: ServerResponse, next: Next) => void;
  readonly fastify: (fastify: FastifyLike, options: unknown, done: () => void) => void;
  readonly koa: (context: KoaContextLike, next: () => Promise<unknown>) => Promise<unknown>;
  readonly hono: (context: { readonly req: { readonly raw: Request }; readonly env: unknown }, next: () => Promise<void>) => Promise<Response | void>;
  readonly h3: (
    event: { readonly req: Request; readonly runtime?: { readonly node?: { readonly req?: unknown } | undefined } | undefined },
    next: () => unknown,
  ) => Promise<unknown>;
}

const TYPE = "application/json; charset=utf-8";

/**
 * Routes that show whether reporting works, each in its own way: uncaught, handled and logged errors, errors in jobs, an ignored error, a
 * message, a transaction, a check-in. Each answers what it did, what to expect and the event id; `error` in the header `x-sentry-event`.
 *
 * @example
 * app.use(healthRoutes({ token: settings.healthToken }).express);
 */
export function healthRoutes(options: HealthOptions = {}): HealthRoutes {
  const { prefix = "/vedette-health" } = options;
  const ofNode = (request: IncomingMessage): Promise<HealthAnswer | undefined> => answerHealth(options, nodeRequest(request));
  const http = async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const answer = await ofNode(request);
    if (!answer) return false;
    response.statusCode = answer.status;
    response.setHeader("content-type", TYPE);
    response.end(answer.body);
    return true;
  };
  return {
    http,
    express: (request, response, next) => void pass(http(request, response), next),
    fastify: (fastify, _options, done) => {
      for (const path of [prefix, `${prefix}/:check`]) {
        fastify.get(path, async ({ raw }, reply) => {
          const { status, body } = (await ofNode(raw)) ?? { status: 404, body: '{"detail":"Not found."}\n' };
          reply.code(status);
          reply.type(TYPE);
          return body;
        });
      }
      done();
    },
    koa: async (context, next) => {
      const answer = await ofNode(context.req);
      if (!answer) return next();
      context.status = answer.status;
      context.type = TYPE;
      context.body = answer.body;
      return undefined;
    },
    hono: async ({ req, env }, next) => {
      const answer = await answerHealth(options, webRequest(req.raw, typeof env === "object" && env !== null ? Reflect.get(env, "incoming") : undefined));
      return answer ? responseOf(answer) : next();
    },
    h3: async (event, next) => {
      const answer = await answerHealth(options, webRequest(event.req, event.runtime?.node?.req));
      return answer ? responseOf(answer) : next();
    },
  };
}

async function pass(answering: Promise<boolean>, next: Next): Promise<void> {
  let answered: boolean;
  try {
    answered = await answering;
  } catch (error) {
    next(error);
    return;
  }
  if (!answered) next();
}

const responseOf = ({ status, body }: HealthAnswer): Response => new Response(body, { status, headers: { "content-type": TYPE } });

function nodeRequest(request: IncomingMessage): HealthRequest {
  const original: unknown = Reflect.get(request, "originalUrl");
  const url = typeof original === "string" ? original : (request.url ?? "/");
  return {
    method: request.method ?? "GET",
    path: url.split("?", 1)[0] ?? "/",
    header: (name) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value[0] : value;
    },
    request,
  };
}

function webRequest(request: Request, node: unknown): HealthRequest {
  return {
    method: request.method,
    path: new URL(request.url).pathname,
    header: (name) => request.headers.get(name) ?? undefined,
    request: isNodeRequest(node) ? node : request,
  };
}
