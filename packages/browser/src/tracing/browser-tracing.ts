import {
  getCurrentScope,
  readIncomingTrace,
  startInactiveSpan,
  tracingEnabled,
  type Client,
  type Integration,
  type Scope,
  type SpanAttributes,
} from "@vedette/core";
import { watchNavigation } from "../integrations/history.ts";
import { listen } from "../integrations/listen.ts";
import { whenHidden } from "../integrations/when-hidden.ts";
import { setNavigate, startIdleRoot, type IdleOptions, type IdleRoot } from "./idle-root.ts";
import { whenActivated, whenRestored } from "./page-visibility.ts";
import { addPageTimings } from "./page-timings.ts";
import { watchRequestSpans } from "./request-spans.ts";
import { addVitals, sendVitals, type ShownPage } from "./report-vitals.ts";
import type { Stop } from "./vital.ts";
import { activationStart, observeSoftNavigation, observeWebVitals, whenSoftNavigation, type Observation } from "./web-vitals.ts";

export interface BrowserTracingOptions extends IdleOptions {
  /** A transaction for the load of the page. Default true. */
  readonly pageload?: boolean | undefined;
  /** A transaction for each change of the address within the page, and for a page that comes back out of the browser's cache. Default true; false if a router calls `startNavigation`. */
  readonly navigation?: boolean | undefined;
  /** A change of the address right after the page was shown, without anybody having clicked or typed, is a span of it, not a navigation. Default true. */
  readonly detectRedirects?: boolean | undefined;
  /** LCP, CLS, INP, FCP, FP and TTFB. Default true. */
  readonly webVitals?: boolean | undefined;
  /** Kinds of resources that get no span, such as `resource.css`. */
  readonly ignoreResourceSpans?: readonly string[] | undefined;
  /** False for requests that get neither a span nor trace headers. */
  readonly shouldCreateSpanForRequest?: ((url: string) => boolean) | undefined;
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

/** A page that was shown, from `since` on (milliseconds since the document began). */
interface Page extends ShownPage {
  readonly since: number;
}

interface Tracing {
  readonly client: Client;
  readonly options: BrowserTracingOptions;
  readonly scope: Scope;
  observed: Observation | undefined;
  root: IdleRoot | undefined;
  /** The newest last. An interaction belongs to the one it happened on. */
  readonly pages: Page[];
  /** The one that `observed` is of, until its LCP and CLS are final: it was loaded, came back, or is a navigation that the browser knows. */
  loading: Page | undefined;
}

/** Pages that an interaction may still be told of. */
const MAX_PAGES = 5;

function startTracing(client: Client, options: BrowserTracingOptions): Stop {
  const scope = getCurrentScope();
  scope.setPropagationContext(readIncomingTrace({ sentryTrace: incoming("sentry-trace"), baggage: incoming("baggage") }, client));
  const enabled = tracingEnabled(client);
  const tracing: Tracing = { client, options, scope, observed: undefined, root: undefined, pages: [], loading: undefined };
  const stops = [watchRequestSpans(client, () => tracing.root?.begin() ?? (() => undefined), options.shouldCreateSpanForRequest)];
  if (enabled) {
    if (options.webVitals !== false) {
      tracing.observed = observeWebVitals();
      stops.push(whenSoftNavigation((navigation) => measureNavigation(tracing, navigation)));
    }
    if (options.pageload !== false) stops.push(whenActivated(() => startPageload(tracing)));
    setNavigate((name, attributes) => startNavigationRoot(tracing, name, attributes));
    if (options.navigation !== false)
      stops.push(
        watchAddress(tracing),
        whenRestored((at) => restore(tracing, at)),
      );
    stops.push(
      whenHidden(() => leave(tracing)),
      () => tracing.observed?.stop(),
      () => setNavigate(undefined),
      () => tracing.root?.end(),
    );
  }
  return () => {
    for (const stop of stops) stop();
  };
}

/** What the server said of its trace, in the page or beside it. */
function incoming(name: string): string | undefined {
  const element = document.querySelector(`meta[name="${name}"]`);
  if (element) return element.getAttribute("content") ?? undefined;
  const [entry] = performance.getEntriesByType("navigation");
  return entry instanceof PerformanceNavigationTiming ? entry.serverTiming.find((timing) => timing.name === name)?.description : undefined;
}

const withoutHash = (url: string): string => url.split("#", 1)[0] ?? url;

/** Milliseconds after the beginning of a page, and after an input, within which a change of the address is no wish of its own. */
const REDIRECT = 1500;

function watchAddress(tracing: Tracing): Stop {
  const { options } = tracing;
  let touched = Number.NEGATIVE_INFINITY;
  const forget = listen(["click", "keydown"], ({ timeStamp }) => {
    touched = timeStamp;
  });
  const stop = watchNavigation((from, to) => {
    if (withoutHash(from) === withoutHash(to)) return;
    const now = performance.now();
    const isRedirect = options.detectRedirects !== false && now - (tracing.pages.at(-1)?.since ?? -REDIRECT) < REDIRECT && now - touched > REDIRECT;
    if (!isRedirect || !tracing.root?.span.isRecording()) return startNavigationRoot(tracing, pageName(options), sourceOf(options));
    startInactiveSpan({
      name: pageName(options),
      op: "navigation.redirect",
      parentSpan: tracing.root.span,
      attributes: { "sentry.origin": "auto.navigation.browser" },
    }).end();
  });
  return () => {
    stop();
    forget();
  };
}

function pageName({ nameOf }: BrowserTracingOptions): string {
  try {
    return nameOf?.(new URL(location.href)) ?? location.pathname;
  } catch {
    return location.pathname;
  }
}

const sourceOf = ({ nameOf }: BrowserTracingOptions): SpanAttributes => ({ "sentry.source": nameOf ? "route" : "url" });

function startPageload(tracing: Tracing): void {
  const since = activationStart();
  const [entry] = performance.getEntriesByType("navigation");
  const kind = since > 0 ? "prerender" : entry instanceof PerformanceNavigationTiming ? entry.type.replace("_", "-") : undefined;
  const { options } = tracing;
  show(tracing, { name: pageName(options), op: "pageload", since, measured: true, attributes: { ...sourceOf(options), "browser.navigation.type": kind } });
}

/** Each page that is shown has a trace of its own. */
function startNavigationRoot(tracing: Tracing, name: string, attributes: SpanAttributes | undefined): void {
  finish(tracing);
  tracing.scope.forgetTrace();
  show(tracing, { name, op: "navigation", since: performance.now(), measured: false, attributes });
}

/** Out of the back-forward cache: the same page with new vitals (web.dev/articles/bfcache). */
function restore(tracing: Tracing, since: number): void {
  const { options, scope } = tracing;
  finish(tracing);
  tracing.observed?.stop();
  if (tracing.observed) tracing.observed = observeWebVitals(since);
  scope.forgetTrace();
  const attributes = { ...sourceOf(options), "sentry.origin": "auto.navigation.browser.bfcache", "browser.navigation.type": "back-forward-cache" };
  show(tracing, { name: pageName(options), op: "navigation", since, measured: true, attributes });
}

interface ShowParts {
  readonly name: string;
  readonly op: "pageload" | "navigation";
  readonly since: number;
  /** It was loaded or restored: LCP and CLS are its own. */
  readonly measured: boolean;
  readonly attributes: SpanAttributes | undefined;
}

function show(tracing: Tracing, { name, op, since, measured, attributes }: ShowParts): void {
  const { client, options, scope, pages } = tracing;
  scope.setTransactionName(name);
  const startTime = (performance.timeOrigin + since) / 1000;
  const previous = pages.at(-1)?.root;
  tracing.root = startIdleRoot({
    ...options,
    name,
    op,
    attributes,
    startTime,
    previous,
    scope,
    onEnd(root) {
      addPageTimings(root, since, options.ignoreResourceSpans);
      if (tracing.loading === page && tracing.observed) addVitals(client, page, tracing.observed.read());
    },
  });
  const page: Page = { root: tracing.root.span, name, since, said: new Map() };
  pages.push(page);
  if (pages.length > MAX_PAGES) pages.shift();
  if (measured) tracing.loading = page;
}

/** Another page is shown, or none: what the one before took is known. */
function finish(tracing: Tracing): void {
  const { client, observed, loading } = tracing;
  tracing.root?.end();
  tracing.root = undefined;
  if (observed && loading) sendVitals(client, loading, observed.read(), ["lcp", "cls"]);
  tracing.loading = undefined;
}

/** The browser tells of it when it is painted. What it took until then is of the page that it was on. */
function measureNavigation(tracing: Tracing, navigation: PerformanceEntry): void {
  const page = tracing.pages.findLast(({ since }) => since >= navigation.startTime);
  if (!page) return;
  sendSlowestInteraction(tracing);
  tracing.observed?.stop();
  tracing.observed = observeSoftNavigation(navigation);
  tracing.loading = page;
}

function leave(tracing: Tracing): void {
  finish(tracing);
  sendSlowestInteraction(tracing);
}

function sendSlowestInteraction({ client, observed, pages }: Tracing): void {
  const vitals = observed?.read() ?? {};
  const at = vitals.inp?.at ?? 0;
  const page = pages.findLast(({ since }) => since <= at) ?? pages[0];
  if (page) sendVitals(client, page, vitals, ["inp"]);
}
