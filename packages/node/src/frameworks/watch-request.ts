import type { ServerResponse } from "node:http";
import { getClient, tracingEnabled } from "@vedette/core";
import { currentFrame, runFrame } from "../context/async-context.ts";
import { collectOf } from "../integrations/request-data.ts";
import { recordBody } from "../integrations/request-body.ts";
import { isWebRequest, type AnyRequest } from "../integrations/request-facts.ts";
import { RequestFrame } from "../integrations/request-frame.ts";
import { endTransaction, nameFrame, startTransaction } from "../integrations/request-transaction.ts";
import { frameOf, rememberFrame } from "./frames.ts";
import type { Policy } from "./options.ts";
import { reportAttached, reportThrown } from "./report.ts";

/** One request, as an adapter sees it. */
export interface Exchange {
  /** Such as `koa`: `mechanism.type` becomes `auto.http.koa`. */
  readonly framework: string;
  readonly policy: Policy;
  readonly request: AnyRequest;
  /** Of Node. Without one, `setHeader` is needed for `emitHeader`. */
  readonly response?: ServerResponse | undefined;
  readonly setHeader?: ((name: string, value: string) => void) | undefined;
  /** How the platform is asked not to freeze before the promise settles. */
  readonly waitUntil?: ((promise: Promise<unknown>) => void) | undefined;
  /** The body as the framework parsed it. */
  readonly body?: (() => unknown) | undefined;
}

/** Makes the policy hold for this request. Gives it scopes where no integration did so yet, and runs the callback inside them. */
export function enterRequest<T>(exchange: Exchange, callback: (frame: RequestFrame) => T): T {
  const { request, response } = exchange;
  const frame = frameOf(request) ?? openFrame(request, response);
  frame.adopt(exchange.framework, exchange.policy);
  frame.answer ??= response;
  if (exchange.setHeader) frame.setHeader = exchange.setHeader;
  if (exchange.body) frame.parsedBody = exchange.body;
  if (frame.wantsBody) frame.recordedBody ??= recordBody(request);
  return currentFrame() === frame ? callback(frame) : runFrame(frame, () => callback(frame));
}

function openFrame(request: AnyRequest, response: ServerResponse | undefined): RequestFrame {
  const { sendDefaultPii, collect } = getClient()?.options ?? {};
  const frame = new RequestFrame(request, collectOf(sendDefaultPii, collect), undefined);
  rememberFrame(request, frame);
  response?.on("close", () => frame.release());
  return frame;
}

/** How a framework that lets middleware wait for the rest of the application answers. */
export interface Answering<T> {
  readonly next: () => T | PromiseLike<T>;
  /** Of the answer, after `next`. */
  readonly status: (result: T) => number;
  /** An error that the framework answered already, after `next`. */
  readonly answeredError?: (() => unknown) | undefined;
  /** The pattern of the route, once it is known. */
  readonly route?: (() => string | undefined) | undefined;
  /** Answers 500 in the framework's place, for `rethrow: false`. */
  readonly fail: () => T;
}

/** The whole life of a request, for frameworks with `await next()`. */
export function watchRequest<T>(exchange: Exchange, answering: Answering<T>): Promise<T> {
  return enterRequest(exchange, async (frame) => {
    const client = getClient();
    // Requests of Node have theirs from the HttpServer integration.
    if (client && !frame.span && exchange.policy.tracing && isWebRequest(exchange.request) && tracingEnabled(client))
      startTransaction(client, frame, exchange.request);
    const owned = isWebRequest(exchange.request);
    let status = 500;
    try {
      const result = await answering.next();
      nameFrame(frame, exchange.request, answering.route?.());
      const error = answering.answeredError?.();
      if (error !== undefined) {
        await reportThrown(frame, error);
        if (!exchange.policy.rethrow && frame.hasReported(error)) return answering.fail();
      }
      status = answering.status(result);
      await reportAttached(frame, status);
      return result;
    } catch (error) {
      nameFrame(frame, exchange.request, answering.route?.());
      await reportThrown(frame, error);
      if (exchange.policy.rethrow || !frame.hasReported(error)) throw error;
      return answering.fail();
    } finally {
      if (owned && frame.span) endTransaction(frame, frame.span, status);
      if (owned && client && exchange.waitUntil) {
        // Logs and metrics would wait for more of their kind.
        client.collect();
        if (!client.idle) exchange.waitUntil(client.flush(exchange.policy.timeout));
      }
    }
  });
}
