import { getActiveSpan, getTraceData, mergeBaggage, propagatesTo, startInactiveSpan, withActiveSpan, type Client, type TraceHeaders } from "@vedette/core";
import { watchRequests, type PageRequest } from "../integrations/requests.ts";

/** Spans of `fetch` and XMLHttpRequest, and the headers that continue the trace at the server. */
export function watchRequestSpans(client: Client, begin: () => () => void, wanted?: (url: string) => boolean): () => void {
  return watchRequests((request) => {
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
    const own = propagates(client, request.url, href, origin);
    const headers = own ? withActiveSpan(span.isRecording() ? span : (getActiveSpan() ?? null), () => headersFor(request, getTraceData())) : undefined;
    return {
      headers,
      end(status) {
        done();
        if (status) span.setAttribute("http.response.status_code", status);
        span.setStatus(status !== undefined && status < 400 ? { code: 1 } : { code: 2, message: statusName(status) });
        span.end();
      },
    };
  });
}

/** Foreign servers may refuse a request with headers they did not ask for, so by default only our own get them. */
function propagates({ options }: Client, written: string, href: string, origin: string): boolean {
  const targets = options.tracePropagationTargets;
  return targets ? propagatesTo(href, targets) || (origin === location.origin && propagatesTo(written, targets)) : origin === location.origin;
}

function headersFor({ header }: PageRequest, ours: Partial<TraceHeaders>): Record<string, string> | undefined {
  const trace = ours["sentry-trace"];
  if (trace === undefined || header("sentry-trace") !== undefined) return undefined;
  const baggage = mergeBaggage(header("baggage"), ours.baggage);
  return { "sentry-trace": trace, ...(baggage ? { baggage } : {}), ...(ours.traceparent ? { traceparent: ours.traceparent } : {}) };
}

const NAMES: Readonly<Record<number, string>> = {
  400: "invalid_argument", 401: "unauthenticated", 403: "permission_denied", 404: "not_found", 409: "already_exists", 413: "failed_precondition",
  429: "resource_exhausted", 501: "unimplemented", 503: "unavailable", 504: "deadline_exceeded",
}; // prettier-ignore

const statusName = (status = 0): string => NAMES[status] ?? (status >= 400 && status < 500 ? "invalid_argument" : "internal_error");
