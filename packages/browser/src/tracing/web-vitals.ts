import { pathTo } from "../integrations/dom.ts";
import { listen } from "../integrations/listen.ts";
import { watchInteractions } from "./interactions.ts";
import { watchFirstHidden } from "./page-visibility.ts";
import { numberOf, type Observe, type Stop, type Vital, type VitalName, type WebVitals } from "./vital.ts";

export interface Observation {
  /** As far as they are known now. */
  read(): WebVitals;
  stop(): void;
}

/** Layout shifts belong together while less than a second lies between them, for at most five (web.dev/cls). */
const SHIFT_GAP = 1000;
const SHIFT_WINDOW = 5000;

/**
 * Follows the definitions of the Web Vitals initiative through PerformanceObserver, from the beginning of the page; or, with
 * `restoredAt`, from when the browser showed it again out of its back-forward cache.
 */
export function observeWebVitals(restoredAt?: number): Observation {
  const vitals: WebVitals = {};
  const since = restoredAt ?? activationStart();
  const hidden = watchFirstHidden(since);
  const { observe, drain, stops } = observers();
  const paint = (name: VitalName, startTime: number, reasons: Vital["reasons"] = {}): void => {
    if (startTime < hidden.at()) vitals[name] = { value: Math.max(0, startTime - since), at: since, reasons };
  };
  if (restoredAt === undefined) {
    addResponseTimes(vitals, since);
    observe("paint", ({ name, startTime }) => paint(name === "first-paint" ? "fp" : "fcp", startTime));
    const stop = observe("largest-contentful-paint", (entry) => paint("lcp", entry.startTime, reasonsOfPaint(entry)));
    stops.push(atFirstInput(drain, stop));
  } else {
    // There are no entries about it: it is painted in the frame after the next one begins.
    requestAnimationFrame(() => requestAnimationFrame((time) => (["fcp", "lcp"] as const).forEach((name) => paint(name, time))));
  }
  vitals.cls = { value: 0, at: since, reasons: {} };
  const shifts = createShifts((cls) => (vitals.cls = cls));
  observe("layout-shift", (entry) => entry.startTime >= since && shifts(entry));
  const interactions = watchInteractions(observe, since);
  return {
    read() {
      drain();
      // What nobody saw has not shifted.
      const { cls, ...others } = vitals;
      const inp = interactions.inp();
      return { ...others, ...(vitals.fcp && cls ? { cls } : {}), ...(inp ? { inp } : {}) };
    },
    stop() {
      for (const stop of [...stops, hidden.stop, interactions.stop]) stop();
    },
  };
}

/**
 * A navigation within the page as the browser itself knows it: an input that led to another address and to a paint (WICG soft navigations,
 * Chromium 151 and newer). It begins with the input; what belongs to it has its `navigationId`.
 */
export function observeSoftNavigation(navigation: PerformanceEntry): Observation {
  const since = navigation.startTime;
  const id: unknown = Reflect.get(navigation, "navigationId");
  const hidden = watchFirstHidden(since);
  const { observe, drain, stops } = observers();
  const observeOwn: Observe = (type, each, options) => observe(type, (entry) => void (Reflect.get(entry, "navigationId") === id && each(entry)), options);
  let cls: Vital = { value: 0, at: since, reasons: {} };
  observeOwn(
    "layout-shift",
    createShifts((worst) => (cls = worst)),
  );
  const interactions = watchInteractions(observeOwn, since);
  return {
    read() {
      drain();
      const lcp = largestPaint(navigation);
      const inp = interactions.inp();
      return { ...(lcp && since + lcp.value < hidden.at() ? { lcp } : {}), cls, ...(inp ? { inp } : {}) };
    },
    stop() {
      for (const stop of [...stops, hidden.stop, interactions.stop]) stop();
    },
  };
}

function largestPaint(navigation: PerformanceEntry): Vital | undefined {
  const ask: unknown = Reflect.get(navigation, "getLargestInteractionContentfulPaint");
  const paint: unknown = typeof ask === "function" ? Reflect.apply(ask, navigation, []) : undefined;
  if (!(paint instanceof PerformanceEntry)) return undefined;
  const entry: unknown = Reflect.get(paint, "largestContentfulPaint");
  return { value: paint.duration, at: navigation.startTime, reasons: entry instanceof PerformanceEntry ? reasonsOfPaint(entry) : {} };
}

export function whenSoftNavigation(callback: (navigation: PerformanceEntry) => void): Stop {
  return observers().observe("soft-navigation", callback);
}

function observers(): { readonly observe: Observe; readonly drain: () => void; readonly stops: Stop[] } {
  const running: { readonly observer: PerformanceObserver; readonly each: (entry: PerformanceEntry) => void }[] = [];
  const stops: Stop[] = [];
  const observe: Observe = (type, each, options = {}) => {
    if (typeof PerformanceObserver !== "function" || !PerformanceObserver.supportedEntryTypes.includes(type)) return () => undefined;
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) each(entry);
    });
    const init: PerformanceObserverInit & { durationThreshold?: number } = { type, buffered: true, ...options };
    observer.observe(init);
    running.push({ observer, each });
    const stop = (): void => observer.disconnect();
    stops.push(stop);
    return stop;
  };
  const drain = (): void => {
    for (const { observer, each } of running) for (const entry of observer.takeRecords()) each(entry);
  };
  return { observe, drain, stops };
}

/** What is painted after the first input is an answer to it. */
function atFirstInput(drain: () => void, stop: Stop): Stop {
  const forget = listen(["keydown", "click"], ({ isTrusted }) => {
    if (!isTrusted) return;
    drain();
    stop();
    forget();
  });
  return forget;
}

/** When a page that was rendered ahead was shown; else 0. */
export const activationStart = (): number => numberOf(navigationEntry(), "activationStart");

function navigationEntry(): object {
  return performance.getEntriesByType("navigation")[0] ?? {};
}

function addResponseTimes(vitals: WebVitals, since: number): void {
  const entry = navigationEntry();
  const [asked, answered] = [numberOf(entry, "requestStart"), numberOf(entry, "responseStart")];
  // Some browsers say 0, or a time to come, when they do not know.
  if (answered <= 0 || answered > performance.now()) return;
  vitals.ttfb = { value: Math.max(0, answered - since), at: since, reasons: {} };
  if (asked <= answered) vitals["ttfb.requestTime"] = { value: answered - asked, at: asked, reasons: {} };
}

function reasonsOfPaint(entry: PerformanceEntry): Vital["reasons"] {
  const [element, id, url]: readonly unknown[] = [Reflect.get(entry, "element"), Reflect.get(entry, "id"), Reflect.get(entry, "url")];
  return {
    element: element instanceof Element ? pathTo(element) : undefined,
    id: typeof id === "string" && id ? id : undefined,
    url: typeof url === "string" && url ? url.slice(0, 200) : undefined,
    size: numberOf(entry, "size"),
    load_time: numberOf(entry, "loadTime"),
    render_time: numberOf(entry, "renderTime"),
  };
}

/** The worst group of shifts, explained by its largest. */
function createShifts(keep: (vital: Vital) => void): (entry: PerformanceEntry) => void {
  let [sum, first, last, largest, worst] = [0, 0, 0, 0, 0];
  let reasons: Vital["reasons"] = {};
  let at = 0;
  return (entry) => {
    if (Reflect.get(entry, "hadRecentInput") === true) return;
    const { startTime } = entry;
    const value = numberOf(entry, "value");
    const joins = sum > 0 && startTime - last < SHIFT_GAP && startTime - first < SHIFT_WINDOW;
    if (!joins) [first, sum, largest] = [startTime, 0, 0];
    sum += value;
    last = startTime;
    if (value > largest) [largest, at, reasons] = [value, startTime, reasonsOfShift(entry)];
    if (sum <= worst) return;
    worst = sum;
    keep({ value: sum, at, reasons });
  };
}

function reasonsOfShift(entry: PerformanceEntry): Vital["reasons"] {
  const sources: unknown = Reflect.get(entry, "sources");
  const nodes: unknown[] = Array.isArray(sources) ? sources.map((source) => Reflect.get(Object(source), "node")) : [];
  const elements = nodes.map((node) => (node instanceof Element ? node : node instanceof Node ? node.parentElement : null)).filter((node) => node !== null);
  return Object.fromEntries(elements.map((element, index) => [`source.${index + 1}`, pathTo(element)]));
}
