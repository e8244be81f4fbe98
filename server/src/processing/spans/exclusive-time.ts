import type { Span } from "./span.ts";

/** The time of each span that none of its children cover, in milliseconds, where the SDK did not say it. */
export function addExclusiveTimes(spans: readonly Span[]): readonly Span[] {
  const children = new Map<string, Span[]>();
  for (const span of spans) {
    if (span.parentSpanId === null) continue;
    const siblings = children.get(span.parentSpanId);
    if (siblings === undefined) children.set(span.parentSpanId, [span]);
    else siblings.push(span);
  }
  return spans.map((span) => {
    if (typeof span.attributes["sentry.exclusive_time"] === "number") return span;
    return { ...span, attributes: { ...span.attributes, "sentry.exclusive_time": exclusiveTime(span, children.get(span.spanId) ?? []) } };
  });
}

function exclusiveTime({ timestamp, duration }: Span, children: readonly Span[]): number {
  const end = timestamp + duration;
  let own = duration;
  let reached = timestamp;
  for (const child of children.toSorted((a, b) => a.timestamp - b.timestamp)) {
    const from = Math.max(child.timestamp, reached);
    const to = Math.min(child.timestamp + child.duration, end);
    if (to > from) own -= to - from;
    reached = Math.max(reached, to);
  }
  return Math.round(Math.max(own, 0) * 1000) / 1000;
}
