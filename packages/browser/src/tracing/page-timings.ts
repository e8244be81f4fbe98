import { startInactiveSpan, type Span } from "@vedette/core";

const PHASES: readonly (readonly [name: string, op: string, start: string, end: string])[] = [
  ["redirect", "browser.redirect", "redirectStart", "redirectEnd"],
  ["cache", "browser.cache", "fetchStart", "domainLookupStart"],
  ["DNS", "browser.DNS", "domainLookupStart", "domainLookupEnd"],
  ["connect", "browser.connect", "connectStart", "connectEnd"],
  ["TLS/SSL", "browser.TLS/SSL", "secureConnectionStart", "connectEnd"],
  ["request", "browser.request", "requestStart", "responseStart"],
  ["response", "browser.response", "responseStart", "responseEnd"],
  ["unloadEvent", "browser.unloadEvent", "unloadEventStart", "unloadEventEnd"],
  ["domContentLoadedEvent", "browser.domContentLoadedEvent", "domContentLoadedEventStart", "domContentLoadedEventEnd"],
  ["loadEvent", "browser.loadEvent", "loadEventStart", "loadEventEnd"],
];

/** Requests of `fetch` and XMLHttpRequest have spans of their own. */
const WATCHED = new Set(["fetch", "xmlhttprequest", "beacon"]);

/** Child spans of what the browser measured by itself between `since` and now (milliseconds since the page began), without those `ops`. */
export function addPageTimings(root: Span, since: number, ignored: readonly string[] = []): void {
  const add = (name: string, op: string, start: number, end: number, attributes: Record<string, string | number> = {}): void => {
    if (!(end >= start) || start < since || ignored.includes(op)) return;
    const startTime = (performance.timeOrigin + start) / 1000;
    startInactiveSpan({ name, op, startTime, parentSpan: root, attributes: { "sentry.origin": "auto.ui.browser.metrics", ...attributes } }).end(
      (performance.timeOrigin + end) / 1000,
    );
  };
  for (const entry of performance.getEntries()) {
    const end = entry.startTime + entry.duration;
    if (entry instanceof PerformanceNavigationTiming) {
      for (const [name, op, from, to] of PHASES) {
        const [start, stop]: readonly unknown[] = [Reflect.get(entry, from), Reflect.get(entry, to)];
        if (typeof start === "number" && typeof stop === "number" && start > 0 && stop > start) add(name, op, start, stop);
      }
    } else if (entry instanceof PerformanceResourceTiming) {
      if (!WATCHED.has(entry.initiatorType))
        add(shortName(entry.name), `resource.${entry.initiatorType || "other"}`, entry.startTime, end, {
          "url.full": entry.name,
          "http.response_transfer_size": entry.transferSize,
          "http.decoded_response_content_length": entry.decodedBodySize,
        });
    } else if (entry.entryType === "paint" || entry.entryType === "mark" || entry.entryType === "measure")
      add(entry.name, entry.entryType, entry.startTime, end);
  }
}

const shortName = (url: string): string => (url.startsWith(location.origin) ? url.slice(location.origin.length) : url);
