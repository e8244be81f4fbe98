import {
  addBreadcrumb,
  getActiveSpan,
  getSpanStatusFromHttpCode,
  getTraceData,
  mergeBaggage,
  propagatesTo,
  startInactiveSpan,
  tracingEnabled,
  type Client,
  type Span,
} from "@vedette/core";

export interface OutgoingFacts {
  readonly url: string;
  readonly method: string;
  readonly origin: string;
}

/** A request on its way out. Whatever comes first ends it; later calls do nothing. */
export interface Outgoing {
  readonly url: string;
  readonly span: Span | undefined;
  end(statusCode: number, reason?: string): void;
  fail(): void;
}

/** Undefined for the requests of the SDK itself. */
export function startOutgoing(client: Client, { url, method, origin }: OutgoingFacts): Outgoing | undefined {
  if (client.url !== "" && url.startsWith(client.url)) return undefined;
  const address = splitUrl(url);
  // A span of its own only below another: a request that nobody asked about is no transaction.
  const span = tracingEnabled(client) && getActiveSpan() ? startSpan(address, method, origin) : undefined;
  let ended = false;
  const finish = (statusCode: number | undefined, reason: string | undefined): void => {
    if (ended) return;
    ended = true;
    noteRequest(address, method, statusCode, reason);
    if (!span) return;
    span.setAttribute("http.response.status_code", statusCode);
    span.setStatus(statusCode === undefined ? { code: 2, message: "internal_error" } : getSpanStatusFromHttpCode(statusCode)).end();
  };
  return { url, span, end: (statusCode, reason) => finish(statusCode, reason), fail: () => finish(undefined, undefined) };
}

interface Address {
  readonly base: string;
  readonly query: string;
  readonly host: string;
}

function splitUrl(url: string): Address {
  try {
    const { origin, pathname, search, host } = new URL(url);
    return { base: `${origin}${pathname}`, query: search.slice(1), host };
  } catch {
    return { base: url, query: "", host: "" };
  }
}

function startSpan({ base, query, host }: Address, method: string, origin: string): Span {
  const attributes = {
    "sentry.origin": origin,
    "http.request.method": method,
    "url.full": base,
    "server.address": host,
    ...(query === "" ? {} : { "url.query": query }),
  };
  return startInactiveSpan({ name: `${method} ${base}`, op: "http.client", attributes });
}

function noteRequest({ base, query }: Address, method: string, statusCode: number | undefined, reason: string | undefined): void {
  const level = statusCode === undefined || statusCode >= 500 ? "error" : statusCode >= 400 ? "warning" : undefined;
  addBreadcrumb({
    type: "http",
    category: "http",
    data: {
      url: base,
      "http.request.method": method,
      ...(query === "" ? {} : { "http.query": query }),
      ...(statusCode === undefined ? {} : { status_code: statusCode }),
      ...(reason ? { reason } : {}),
    },
    ...(level === undefined ? {} : { level }),
  });
}

/** The headers that continue the trace at the other end, if that address may have them. */
export function traceHeadersFor(client: Client, { url, span }: Outgoing, existingBaggage: string | undefined): Record<string, string> {
  if (getActiveSpan()?.suppressed || !propagatesTo(url, client.options.tracePropagationTargets)) return {};
  const headers: Record<string, string> = { ...getTraceData({ span }) };
  const baggage = mergeBaggage(existingBaggage, headers["baggage"]);
  return baggage === undefined ? headers : { ...headers, baggage };
}
