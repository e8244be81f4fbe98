import {
  getCurrentScope,
  readIncomingTrace,
  setMeasurement,
  startInactiveSpan,
  tracingEnabled,
  type Client,
  type Integration,
  type Scope,
  type Span,
  type SpanAttributes,
} from "@vedette/core";
import { watchNavigation } from "../integrations/history.ts";
import { setNavigate, startIdleRoot, type IdleOptions, type IdleRoot } from "./idle-root.ts";
import { addPageTimings } from "./page-timings.ts";
import { watchRequestSpans } from "./request-spans.ts";
import { observeWebVitals, type WebVitals } from "./web-vitals.ts";

export interface BrowserTracingOptions extends IdleOptions {
  /** A transaction for the load of the page. Default true. */
  readonly pageload?: boolean | undefined;
  /** A transaction for each change of the address within the page. Default true; false if a router calls `startNavigation`. */
  readonly navigation?: boolean | undefined;
  /** LCP, CLS, INP, FCP and TTFB. Default true. */
  readonly webVitals?: boolean | undefined;
  /** Names pages by more than their path, such as the pattern of a route. */
  readonly nameOf?: ((url: URL) => string) | undefined;
}

/**
 * Page loads, navigations and requests as transactions and spans, web vitals, and trace headers for the servers of the page.
 *
 * @example
 * init({ dsn, tracesSampleRate: 0.1, integrations: [browserTracingIntegration()] });
 */
export function browserTracingIntegration(options: BrowserTracingOptions = {}): Integration {
  return { name: "BrowserTracing", start: (client) => startTracing(client, options) };
}

interface Tracing {
  readonly client: Client;
  readonly options: BrowserTracingOptions;
  readonly scope: Scope;
  readonly vitals: WebVitals;
  root: IdleRoot | undefined;
  /** The pageload transaction that got the vitals known at its end. */
  reported: string | undefined;
}

function startTracing(client: Client, options: BrowserTracingOptions): () => void {
  const scope = getCurrentScope();
  scope.setPropagationContext(readIncomingTrace({ sentryTrace: meta("sentry-trace"), baggage: meta("baggage") }, client));
  const enabled = tracingEnabled(client);
  const observed = enabled && options.webVitals !== false ? observeWebVitals() : undefined;
  const tracing: Tracing = { client, options, scope, vitals: observed?.vitals ?? {}, root: undefined, reported: undefined };
  const stops = [watchRequestSpans(client, () => tracing.root?.begin() ?? (() => undefined))];
  if (observed) stops.push(() => observed.stop());
  if (enabled) {
    if (options.pageload !== false) startPageload(tracing);
    const navigate = (name: string, attributes?: SpanAttributes): void => startNavigationRoot(tracing, name, attributes);
    setNavigate(navigate);
    if (options.navigation !== false)
      stops.push(
        watchNavigation((from, to) => {
          if (withoutHash(from) !== withoutHash(to)) navigate(pageName(options), sourceOf(options));
        }),
      );
    const onHide = (): void => {
      if (document.visibilityState === "hidden") leave(tracing);
    };
    document.addEventListener("visibilitychange", onHide);
    stops.push(
      () => document.removeEventListener("visibilitychange", onHide),
      () => setNavigate(undefined),
      () => tracing.root?.end(),
    );
  }
  return () => {
    for (const stop of stops) stop();
  };
}

function meta(name: string): string | undefined {
  return document.querySelector(`meta[name="${name}"]`)?.getAttribute("content") ?? undefined;
}

const withoutHash = (url: string): string => url.split("#", 1)[0] ?? url;

function pageName({ nameOf }: BrowserTracingOptions): string {
  try {
    return nameOf?.(new URL(location.href)) ?? location.pathname;
  } catch {
    return location.pathname;
  }
}

const sourceOf = ({ nameOf }: BrowserTracingOptions): SpanAttributes => ({ "sentry.source": nameOf ? "route" : "url" });

function startPageload(tracing: Tracing): void {
  const { scope, options } = tracing;
  const name = pageName(options);
  scope.setTransactionName(name);
  tracing.root = startIdleRoot({
    ...options,
    name,
    op: "pageload",
    attributes: sourceOf(options),
    startTime: performance.timeOrigin / 1000,
    scope,
    onEnd(root) {
      addPageTimings(root, 0);
      tracing.reported = JSON.stringify(tracing.vitals);
      addVitals(root, tracing.vitals);
    },
  });
}

/** Each page that is shown has a trace of its own. */
function startNavigationRoot(tracing: Tracing, name: string, attributes: SpanAttributes | undefined): void {
  const { scope, options } = tracing;
  const since = performance.now();
  tracing.root?.end();
  scope.forgetTrace().setTransactionName(name);
  tracing.root = startIdleRoot({ ...options, name, op: "navigation", attributes, scope, onEnd: (root) => addPageTimings(root, since) });
}

function addVitals(root: Span, vitals: WebVitals): void {
  for (const [name, value] of Object.entries(vitals)) if (typeof value === "number") setMeasurement(name, value, name === "cls" ? "" : "millisecond", root);
}

/** Layout shifts and interactions go on after the page load was reported: their last values get a transaction of their own. */
function leave(tracing: Tracing): void {
  tracing.root?.end();
  tracing.root = undefined;
  const { vitals, reported } = tracing;
  if (reported === undefined || reported === JSON.stringify(vitals)) return;
  tracing.reported = JSON.stringify(vitals);
  const span = startInactiveSpan({ name: pageName(tracing.options), op: "ui.webvitals", parentSpan: null, attributes: { "sentry.source": "url" } });
  addVitals(span, vitals);
  span.end();
}
