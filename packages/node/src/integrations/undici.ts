import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Integration } from "@vedette/core";
import { startOutgoing, traceHeadersFor, type Outgoing } from "./outgoing-request.ts";

/** The part of undici's request object that is stable since version 5. */
interface UndiciRequest {
  readonly origin: string | URL;
  readonly path: string;
  readonly method: string;
  readonly headers?: unknown;
  addHeader(name: string, value: string): unknown;
}

/** Breadcrumbs, spans and trace headers of `fetch` and of undici's other functions, by undici's own channels. */
export function undiciIntegration(): Integration {
  return {
    name: "Undici",
    start(client) {
      const running = new WeakMap<object, Outgoing>();
      const onCreate = (message: unknown): void => {
        const request = requestOf(message);
        if (!request) return;
        const outgoing = startOutgoing(client, { url: `${String(request.origin)}${request.path}`, method: request.method, origin: "auto.http.fetch" });
        if (!outgoing) return;
        running.set(request, outgoing);
        const headers = headerText(request.headers);
        for (const [name, value] of Object.entries(traceHeadersFor(client, outgoing, undefined)))
          if (!headers.includes(`${name}:`)) request.addHeader(name, value);
      };
      const onHeaders = (message: unknown): void => {
        const request = requestOf(message);
        if (request && hasStatus(message)) running.get(request)?.end(message.response.statusCode, message.response.statusText);
      };
      const onError = (message: unknown): void => {
        const request = requestOf(message);
        if (request) running.get(request)?.fail();
      };
      const listeners = [
        ["undici:request:create", onCreate],
        ["undici:request:headers", onHeaders],
        ["undici:request:error", onError],
      ] as const;
      for (const [name, listener] of listeners) subscribe(name, listener);
      return () => {
        for (const [name, listener] of listeners) unsubscribe(name, listener);
      };
    },
  };
}

/** Undici keeps headers as text or as a list, by version; only the names matter here. */
function headerText(headers: unknown): string {
  return (Array.isArray(headers) ? headers.join(":") : typeof headers === "string" ? headers : "").toLowerCase();
}

function requestOf(message: unknown): UndiciRequest | undefined {
  return hasRequest(message) ? message.request : undefined;
}

const hasRequest = (message: unknown): message is { readonly request: UndiciRequest } =>
  typeof message === "object" &&
  message !== null &&
  "request" in message &&
  typeof message.request === "object" &&
  message.request !== null &&
  "addHeader" in message.request;

const hasStatus = (message: unknown): message is { readonly response: { readonly statusCode: number; readonly statusText?: string } } =>
  typeof message === "object" && message !== null && "response" in message;
