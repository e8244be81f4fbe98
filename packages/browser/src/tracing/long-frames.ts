import { getActiveSpan, startInactiveSpan, type Integration, type Span } from "@vedette/core";
import type { Stop } from "./vital.ts";

/** Spans of what blocked the page while a page load or navigation was under way: frames with their scripts, or only tasks. */
export function longFramesIntegration(): Integration {
  return { name: "LongFrames", start: watchLongFrames };
}

function watchLongFrames(): Stop {
  if (typeof PerformanceObserver !== "function") return () => undefined;
  const type = ["long-animation-frame", "longtask"].find((name) => PerformanceObserver.supportedEntryTypes.includes(name));
  if (type === undefined) return () => undefined;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) add(entry, getActiveSpan()?.root);
  });
  observer.observe({ type, buffered: true });
  return () => observer.disconnect();
}

function add(entry: PerformanceEntry, root: Span | undefined): void {
  if (!root) return;
  const isFrame = entry.entryType === "long-animation-frame";
  const [script]: readonly unknown[] = [...Object(Reflect.get(entry, "scripts") ?? [])];
  // Frames without scripts were long because of the browser.
  if (isFrame && !script) return;
  const fact = (name: string): string | number | undefined => {
    const value: unknown = script ? Reflect.get(Object(script), name) : undefined;
    return (typeof value === "string" && value !== "") || typeof value === "number" ? value : undefined;
  };
  const start = performance.timeOrigin + entry.startTime;
  startInactiveSpan({
    name: "Main UI thread blocked",
    op: isFrame ? "ui.long-animation-frame" : "ui.long-task",
    startTime: start / 1000,
    parentSpan: root,
    attributes: {
      "sentry.origin": "auto.ui.browser.metrics",
      "browser.script.invoker": fact("invoker"),
      "browser.script.invoker_type": fact("invokerType"),
      "browser.script.source_char_position": fact("sourceCharPosition"),
      "code.file.path": fact("sourceURL"),
      "code.function.name": fact("sourceFunctionName"),
    },
  }).end((start + entry.duration) / 1000);
}
