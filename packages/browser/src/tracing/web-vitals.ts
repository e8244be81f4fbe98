/** The numbers a page is judged by, in milliseconds (`cls` has no unit), as far as they are known. */
export interface WebVitals {
  ttfb?: number;
  fcp?: number;
  lcp?: number;
  cls?: number;
  inp?: number;
}

interface Observation {
  readonly vitals: WebVitals;
  stop(): void;
}

/** Layout shifts belong together while less than a second lies between them, for at most five (web.dev/cls). */
const SHIFT_GAP = 1000;
const SHIFT_WINDOW = 5000;
/** One interaction in fifty may be slower than the number that is reported (web.dev/inp). */
const INTERACTIONS_PER_OUTLIER = 50;

/** Follows the definitions of the Web Vitals initiative through PerformanceObserver, from the beginning of the page. */
export function observeWebVitals(): Observation {
  const vitals: WebVitals = {};
  const observers: PerformanceObserver[] = [];
  const observe = (type: string, each: (entry: PerformanceEntry) => void, options: { readonly durationThreshold?: number } = {}): void => {
    if (typeof PerformanceObserver !== "function" || !PerformanceObserver.supportedEntryTypes.includes(type)) return;
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) each(entry);
    });
    const init: PerformanceObserverInit & { durationThreshold?: number } = { type, buffered: true, ...options };
    observer.observe(init);
    observers.push(observer);
  };
  const activation = navigationEntry("activationStart") ?? 0;
  const responseStart = navigationEntry("responseStart");
  if (responseStart) vitals.ttfb = Math.max(0, responseStart - activation);
  observe("paint", ({ name, startTime }) => {
    if (name === "first-contentful-paint") vitals.fcp = Math.max(0, startTime - activation);
  });
  // What is painted after the first input, or in the background, was not waited for; browsers stop reporting at the first input.
  observe("largest-contentful-paint", ({ startTime }) => {
    if (document.visibilityState === "visible" || vitals.lcp === undefined) vitals.lcp = Math.max(0, startTime - activation);
  });
  observe("layout-shift", createShifts(vitals));
  observe("event", createInteractions(vitals), { durationThreshold: 40 });
  return {
    vitals,
    stop() {
      for (const observer of observers) observer.disconnect();
    },
  };
}

function navigationEntry(name: string): number | undefined {
  const value: unknown = Reflect.get(performance.getEntriesByType("navigation")[0] ?? {}, name);
  return typeof value === "number" ? value : undefined;
}

const numberOf = (entry: PerformanceEntry, name: string): number => {
  const value: unknown = Reflect.get(entry, name);
  return typeof value === "number" ? value : 0;
};

function createShifts(vitals: WebVitals): (entry: PerformanceEntry) => void {
  let sum = 0;
  let first = 0;
  let last = 0;
  vitals.cls = 0;
  return (entry) => {
    if (Reflect.get(entry, "hadRecentInput") === true) return;
    const { startTime } = entry;
    const joins = sum > 0 && startTime - last < SHIFT_GAP && startTime - first < SHIFT_WINDOW;
    if (!joins) first = startTime;
    sum = numberOf(entry, "value") + (joins ? sum : 0);
    last = startTime;
    vitals.cls = Math.max(vitals.cls ?? 0, sum);
  };
}

function createInteractions(vitals: WebVitals): (entry: PerformanceEntry) => void {
  const longest = new Map<number, number>();
  return (entry) => {
    const id = numberOf(entry, "interactionId");
    if (id === 0) return;
    longest.set(id, Math.max(longest.get(id) ?? 0, entry.duration));
    const sorted = [...longest.values()].sort((a, b) => b - a);
    vitals.inp = sorted[Math.floor(longest.size / INTERACTIONS_PER_OUTLIER)] ?? 0;
  };
}
