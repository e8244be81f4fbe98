import { getActiveSpan, getTraceData, mergeBaggage, propagatesTo, startInactiveSpan, withActiveSpan, type Client, type TraceHeaders } from "@vedette/core";
import { here } from "../integrations/here.ts";
import { patch, quietly } from "../integrations/patch.ts";
import { watchRequests, type PageRequest } from "../integrations/requests.ts";
import type { Stop } from "./vital.ts";

/** Spans of `fetch` and XMLHttpRequest, and the headers that continue the trace at the server. */
export function watchRequestSpans(client: Client, begin: () => () => void, wanted?: (url: string) => boolean): Stop {
  const written = watchWrittenHeaders();
  const stop = watchRequests((request) => {
    if (wanted?.(request.url) === false) return undefined;
    const { href, origin, host, pathname, search } = new URL(request.url, location.href);
    const done = begin();
    const span = startInactiveSpan({
      name: `${request.method} ${origin === location.origin ? "" : origin}${pathname}`,
      op: "http.client",
      onlyIfParent: true,
      attributes: {
        "sentry.origin": "auto.http.browser",
        "http.request.method": request.method,
        "url.full": href,
        "server.address": host,
        ...(search ? { "http.query": search } : {}),
        type: request.kind,
      },
    });
    if (propagates(client, request.url, href, origin))
      withActiveSpan(span.isRecording() ? span : (getActiveSpan() ?? null), () => addHeaders(request, written.headers, getTraceData()));
    return {
      end(status) {
        done();
        if (status) span.setAttribute("http.response.status_code", status);
        span.setStatus(status !== undefined && status < 400 ? { code: 1 } : { code: 2, message: statusName(status) });
        span.end();
      },
    };
  });
  return () => {
    stop();
    written.stop();
  };
}

/** Foreign servers may refuse a request with headers they did not ask for, so by default only our own get them. */
function propagates({ options }: Client, written: string, href: string, origin: string): boolean {
  const targets = options.tracePropagationTargets;
  return targets ? propagatesTo(href, targets) || (origin === location.origin && propagatesTo(written, targets)) : origin === location.origin;
}

interface WrittenHeaders {
  /** What the page put there already; XMLHttpRequest does not tell. */
  readonly headers: WeakMap<XMLHttpRequest, Headers>;
  readonly stop: Stop;
}

function watchWrittenHeaders(): WrittenHeaders {
  const headers = new WeakMap<XMLHttpRequest, Headers>();
  const { XMLHttpRequest: Xhr } = here;
  if (!Xhr) return { headers, stop: () => undefined };
  const stops = [
    patch(
      Xhr.prototype,
      "open",
      (original) =>
        function (this: XMLHttpRequest, ...args: unknown[]) {
          headers.delete(this);
          Reflect.apply(original, this, args);
        },
    ),
    patch(
      Xhr.prototype,
      "setRequestHeader",
      (original) =>
        function (this: XMLHttpRequest, name: string, value: string) {
          quietly(() => {
            const known = headers.get(this) ?? new Headers();
            known.append(name, value);
            headers.set(this, known);
          });
          original.call(this, name, value);
        },
    ),
  ];
  return {
    headers,
    stop() {
      for (const stop of stops) stop();
    },
  };
}

function addHeaders({ given }: PageRequest, written: WrittenHeaders["headers"], ours: Partial<TraceHeaders>): void {
  const [input, init] = Array.isArray(given) ? given : [];
  const known = Array.isArray(given) ? new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined)) : written.get(given);
  const trace = ours["sentry-trace"];
  if (trace === undefined || known?.has("sentry-trace")) return;
  const theirs = known?.get("baggage") ?? undefined;
  const headers = new Headers(known);
  const add = (name: string, value: string | undefined): void => {
    if (!value) return;
    if (Array.isArray(given)) headers.set(name, value);
    else given.setRequestHeader(name, value);
  };
  add("sentry-trace", trace);
  add("traceparent", ours.traceparent);
  // XMLHttpRequest adds to what the page wrote.
  if (Array.isArray(given)) add("baggage", mergeBaggage(theirs, ours.baggage));
  else if (!theirs?.includes("sentry-")) add("baggage", ours.baggage);
  if (Array.isArray(given)) given[1] = { ...init, headers };
}

const NAMES: Readonly<Record<number, string>> = {
  400: "invalid_argument", 401: "unauthenticated", 403: "permission_denied", 404: "not_found", 409: "already_exists", 413: "failed_precondition",
  429: "resource_exhausted", 501: "unimplemented", 503: "unavailable", 504: "deadline_exceeded",
}; // prettier-ignore

const statusName = (status = 0): string => NAMES[status] ?? (status >= 400 && status < 500 ? "invalid_argument" : "internal_error");
