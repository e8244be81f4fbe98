import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";
import type { Client, Integration } from "@vedette/core";
import { startOutgoing, traceHeadersFor, type Outgoing } from "./outgoing-request.ts";

/**
 * Breadcrumbs, spans and trace headers of requests made with `node:http` and `node:https`, by Node's own channels. Headers can be added
 * where Node announces a request before it is sent (`http.client.request.created`, Node 22 and newer); on Node 20 use `getTraceData()`.
 */
export function httpClientIntegration(): Integration {
  return {
    name: "HttpClient",
    start(client) {
      const running = new WeakMap<ClientRequest, Outgoing>();
      const begin = (request: ClientRequest): Outgoing | undefined => {
        const known = running.get(request);
        if (known) return known;
        const outgoing = startOutgoing(client, { url: urlOf(request), method: request.method, origin: "auto.http.client" });
        if (outgoing) running.set(request, outgoing);
        return outgoing;
      };
      const onCreated = (message: unknown): void => {
        const request = requestOf(message);
        const outgoing = request && begin(request);
        if (request && outgoing) addHeaders(client, request, outgoing);
      };
      const onStart = (message: unknown): void => {
        const request = requestOf(message);
        if (request) begin(request);
      };
      const onFinish = (message: unknown): void => {
        const request = requestOf(message);
        const outgoing = request && running.get(request);
        if (outgoing && hasResponse(message)) outgoing.end(message.response.statusCode ?? 0, message.response.statusMessage);
      };
      const onError = (message: unknown): void => {
        const request = requestOf(message);
        if (request) running.get(request)?.fail();
      };
      const listeners = [
        ["http.client.request.created", onCreated],
        ["http.client.request.start", onStart],
        ["http.client.response.finish", onFinish],
        ["http.client.request.error", onError],
      ] as const;
      for (const [name, listener] of listeners) subscribe(name, listener);
      return () => {
        for (const [name, listener] of listeners) unsubscribe(name, listener);
      };
    },
  };
}

function requestOf(message: unknown): ClientRequest | undefined {
  return hasRequest(message) ? message.request : undefined;
}

const hasRequest = (message: unknown): message is { readonly request: ClientRequest } =>
  typeof message === "object" && message !== null && "request" in message;
const hasResponse = (message: unknown): message is { readonly response: IncomingMessage } =>
  typeof message === "object" && message !== null && "response" in message;

function urlOf(request: ClientRequest): string {
  const host = request.getHeader("host");
  return `${request.protocol}//${typeof host === "string" ? host : request.host}${request.path}`;
}

function addHeaders(client: Client, request: ClientRequest, outgoing: Outgoing): void {
  if (request.headersSent) return;
  const existing = request.getHeader("baggage");
  for (const [name, value] of Object.entries(traceHeadersFor(client, outgoing, typeof existing === "string" ? existing : undefined))) {
    if (name === "baggage" || !request.hasHeader(name)) request.setHeader(name, value);
  }
}
