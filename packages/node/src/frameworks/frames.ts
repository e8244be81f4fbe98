import { getIsolationScope, type Scope } from "@vedette/core";
import { currentFrame } from "../context/async-context.ts";
import { frameOfScope, RequestFrame } from "../integrations/request-frame.ts";

const FRAME: unique symbol = Symbol.for("vedette.request-frame");

interface Framed {
  [FRAME]?: RequestFrame;
}

/** Lets everything that leads to the request lead to its scopes. */
export function rememberFrame(request: object, frame: RequestFrame): void {
  if (isOpen(request)) request[FRAME] = frame;
}

const isOpen = (request: object): request is Framed => Object.isExtensible(request);

/** The frame of a request, or of a framework's context around one; without an argument that of the request being answered. */
export function frameOf(context?: object): RequestFrame | undefined {
  const found = context === undefined ? currentFrame() : (ownFrame(context) ?? requestsIn(context).map(ownFrame).find(Boolean));
  if (found instanceof RequestFrame) return found;
  // Inside `withScope` the current frame is another one with the same isolation scope.
  return context === undefined && found !== undefined ? frameOfScope(getIsolationScope()) : undefined;
}

/**
 * The scope of a request, from whatever the framework hands its handlers: request, context or event. For code that lost the asynchronous
 * context, such as listeners of a shared emitter. Undefined for a request that nobody watches.
 *
 * @example
 * getRequestScope(ctx)?.setTag("tenant", tenant.id);
 */
export function getRequestScope(context: object): Scope | undefined {
  return frameOf(context)?.isolation;
}

const ownFrame = (request: object): unknown => Reflect.get(request, FRAME);

/** Where frameworks keep the request, and HTTP/2 its stream: Fastify `raw`, Koa `req`, Hono `req.raw` and `env.incoming`, h3 `req` and `runtime.node.req`, Nest's host. */
function requestsIn(context: object): object[] {
  const req = property(context, "req");
  const raw = property(context, "raw");
  const candidates = [
    context,
    raw,
    req,
    property(req, "raw"),
    property(property(context, "env"), "incoming"),
    property(property(property(context, "runtime"), "node"), "req"),
    ...[context, raw, req].map((request) => property(request, "stream")),
  ];
  return candidates.filter((candidate) => candidate !== undefined);
}

function property(value: object | undefined, name: string): object | undefined {
  const found: unknown = value && name in value ? Reflect.get(value, name) : undefined;
  return typeof found === "object" && found !== null ? found : undefined;
}
