import assert from "node:assert";
import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import { Hono } from "hono";
import { authenticate } from "../auth/authenticate.ts";
import { isSameOrigin } from "../auth/same-origin.ts";
import { readSessionCookie } from "../auth/session-cookie.ts";
import type { ApiContext } from "./context.ts";
import type { Endpoint, Reply } from "./define-endpoint.ts";
import { endpoints as allEndpoints } from "./endpoints.ts";
import { fail, RequestError } from "./errors.ts";
import { linkHeader } from "./pagination.ts";
import { readBody } from "./read-body.ts";

export interface AppOptions extends ApiContext {
  /** Take the client's address from X-Forwarded-For. */
  readonly trustProxy: boolean;
  readonly endpoints?: readonly Endpoint[];
  /** For tests: an answer that is not exactly as its endpoint declares, more keys included, becomes a 500. */
  readonly checkResponses?: boolean;
}

/** Addresses of the connection, as `@hono/node-server` hands them over. */
interface Bindings {
  readonly incoming?: { readonly socket: { readonly remoteAddress?: string | undefined } };
}

const base = "/api/0";
const defaultBodyBytes = 1024 * 1024;

/** `api.md` §1.3: the terraform provider runs one request at a time until it sees these. Nothing is limited at present. */
const rateLimitHeaders = (now: number): Readonly<Record<string, string>> => ({
  "X-Sentry-Rate-Limit-Limit": "40",
  "X-Sentry-Rate-Limit-Remaining": "40",
  "X-Sentry-Rate-Limit-Reset": String(Math.floor(now / 1000) + 1),
  "X-Sentry-Rate-Limit-ConcurrentLimit": "25",
  "X-Sentry-Rate-Limit-ConcurrentRemaining": "25",
});

/** The REST API. Pages and streams are added to the returned app by whoever composes the server. */
export function createApp(options: AppOptions): Hono<{ Bindings: Bindings }> {
  const { endpoints = allEndpoints } = options;
  // Not strict: a route without a trailing slash answers both, never with a redirect (`api.md` §1.1).
  const app = new Hono<{ Bindings: Bindings }>({ strict: false });
  app.onError((error, c) => {
    // Whoever went away while sending reads no answer, and is no fault of ours to log.
    if (c.req.raw.signal.aborted && !(error instanceof RequestError)) return new Response(null, { status: 400 });
    return failure(options, error);
  });
  app.notFound((c) => failure(options, noSuchEndpoint(c)));
  app.use(`${base}/*`, async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(rateLimitHeaders(options.clock.now()))) c.res.headers.set(name, value);
    if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
  });
  for (const [path, group] of Map.groupBy(endpoints, (endpoint) => endpoint.path)) {
    const route = `${base}${path}`.slice(0, -1).replace(/\{(\w+)\}/g, ":$1");
    for (const endpoint of group) app.on(endpoint.method.toUpperCase(), route, (c) => answer(options, endpoint, c));
    app.all(route, (c) => otherMethod(group, c));
  }
  // Here and not only in `notFound`: the pages that are added later answer every path that nothing else answers.
  app.all("/api/*", (c) => Promise.reject(noSuchEndpoint(c)));
  return app;
}

async function answer(options: AppOptions, endpoint: Endpoint, c: Context<{ Bindings: Bindings }>): Promise<Response> {
  const request = c.req.raw;
  const url = new URL(request.url);
  const { actor, via } = await authenticate(
    options.stores.state,
    options.stores.writer,
    { authorization: request.headers.get("authorization") ?? undefined, sessionCookie: readSessionCookie(request.headers.get("cookie")) },
    options.clock.now(),
  );
  if (via === "badToken") throw fail("invalidToken");
  if (via === "endedSession" && endpoint.auth !== "public") throw fail("sessionExpired");
  const changes = endpoint.method !== "get";
  if (changes && (via === "session" || endpoint.internal === true) && via !== "token" && !isSameOrigin(request.headers, options.publicUrl()))
    throw fail("csrf");
  const reply = await endpoint.answer({
    ...options,
    actor,
    request,
    clientAddress: clientAddress(options, c),
    path: c.req.param(),
    search: url.searchParams,
    bodyText: () => readBody(request, endpoint.bodyBytes ?? defaultBodyBytes),
  });
  if (reply instanceof Response) return reply;
  if (options.checkResponses === true) checkReply(reply, endpoint);
  return respond(reply, endpoint, `${options.publicUrl()}${url.pathname}`, url.searchParams);
}

function respond(reply: Reply<unknown>, endpoint: Endpoint, url: string, search: URLSearchParams): Response {
  const headers = new Headers(reply.headers);
  if (reply.page !== undefined) {
    headers.set("Link", linkHeader(url, search, reply.page));
    if (reply.page.hits !== undefined) {
      headers.set("X-Hits", String(reply.page.hits.count));
      headers.set("X-Max-Hits", String(reply.page.hits.upTo));
    }
  }
  const status = reply.status ?? endpoint.status ?? 200;
  if (reply.body === undefined) return new Response(null, { status, headers });
  headers.set("Content-Type", "application/json");
  return new Response(JSON.stringify(reply.body), { status, headers });
}

function checkReply(reply: Reply<unknown>, endpoint: Endpoint): void {
  const sent: unknown = reply.body === undefined ? undefined : JSON.parse(JSON.stringify(reply.body));
  assert.deepStrictEqual(sent, endpoint.response.parse(sent), `${endpoint.method} ${endpoint.path} answers more than it declares`);
}

function failure(options: AppOptions, error: unknown): Response {
  const known = error instanceof RequestError ? error : internal(options, error);
  return Response.json(known.body, { status: known.status, headers: { ...known.headers, "x-vedette-error": known.code } });
}

function internal(options: AppOptions, error: unknown): RequestError {
  const id = randomUUID();
  options.onError(error, id);
  return fail("internal", { id });
}

const noSuchEndpoint = (c: Context): RequestError => fail("noSuchEndpoint", { method: c.req.method, path: new URL(c.req.url).pathname.slice(0, 200) });

function otherMethod(group: readonly Endpoint[], c: Context): Response {
  const methods = group.map((endpoint) => endpoint.method.toUpperCase());
  const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  if (c.req.method === "OPTIONS") return new Response(null, { status: 204, headers: { Allow: allow } });
  const { status, body, code } = fail("methodNotAllowed", { method: c.req.method });
  return Response.json(body, { status, headers: { Allow: allow, "x-vedette-error": code } });
}

/** The last entry is the one that the trusted proxy wrote; those before it can be invented. */
function clientAddress({ trustProxy }: AppOptions, c: Context<{ Bindings: Bindings }>): string {
  const forwarded = trustProxy ? c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  return forwarded ?? c.env?.incoming?.socket.remoteAddress ?? "unknown";
}
