import { getIsolationScope, getSpanStatusFromHttpCode, readIncomingTrace, startTransaction as startRoot, type Client, type Span } from "@vedette/core";
import { frameOf } from "../frameworks/frames.ts";
import { factsOf, hostOf, splitOnce, type AnyRequest, type NodeRequest } from "./request-facts.ts";
import type { RequestFrame } from "./request-frame.ts";

const header = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value.join(",") : value);

/** Continues the caller's trace. */
export function startTransaction(client: Client, frame: RequestFrame, request: NodeRequest | Request): void {
  const { headers, method = "GET", path: target } = factsOf(request);
  const [path, query] = splitOnce(target, "?");
  const incoming = { sentryTrace: header(headers["sentry-trace"]), baggage: header(headers["baggage"]), traceparent: header(headers["traceparent"]) };
  const trace = readIncomingTrace(incoming, client);
  const attributes = {
    "sentry.source": "url",
    "sentry.origin": "auto.http.server",
    "http.request.method": method,
    "url.path": path,
    "url.query": query === "" ? undefined : query,
    "server.address": hostOf(headers),
    "user_agent.original": header(headers["user-agent"]),
  };
  frame.join(trace, startRoot(client, { name: `${method} ${path}`, op: "http.server", attributes }, trace, frame));
}

/** `finished` false: the client went away before it had the whole answer. */
export function endTransaction(frame: RequestFrame, span: Span, status: number, finished = true): void {
  span.setAttribute("http.response.status_code", status);
  if (span.isRecording()) frame.response = { status_code: status };
  span.setStatus(finished ? getSpanStatusFromHttpCode(status) : { code: 2, message: "cancelled" });
  span.end();
}

/** The pattern of the route, when a framework has found it: better than the address for grouping. */
export function nameRoute(request: AnyRequest, route: string): void {
  const frame = frameOf(request) ?? frameOf();
  if (frame) nameFrame(frame, request, route);
  else getIsolationScope().setTransactionName(`${request.method ?? "GET"} ${route}`);
}

export function nameFrame(frame: RequestFrame, { method = "GET" }: AnyRequest, route: string | undefined): void {
  if (route === undefined || route === "") return;
  const name = `${method} ${route}`;
  frame.setTransaction(name);
  frame.span?.updateName(name).setAttributes({ "sentry.source": "route", "http.route": route });
}
