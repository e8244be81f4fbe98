import { keepSpan, normalize, randomSpanId, setMeasurement, startInactiveSpan, type Client, type Span, type SpanAttributes } from "@vedette/core";
import type { Vital, VitalName, WebVitals } from "./vital.ts";

/** A page that was shown, whose transaction may have been sent long ago. */
export interface ShownPage {
  readonly root: Span;
  readonly name: string;
  /** What was said of it already. */
  readonly said: Map<VitalName, number>;
}

const unitOf = (name: VitalName): string => (name === "cls" ? "" : "millisecond");
const streams = ({ options }: Client): boolean => options.traceLifecycle === "stream";

/** The vitals that are known at the end of a page load, on its root span. They have other names in streamed spans (Sentry's conventions). */
export function addVitals(client: Client, { root, said }: ShownPage, vitals: WebVitals): void {
  for (const name of ["ttfb", "ttfb.requestTime", "fp", "fcp", "lcp", "cls"] as const) {
    const vital = vitals[name];
    if (!vital) continue;
    if (streams(client)) {
      // As spans of their own, when they are final.
      if (name !== "lcp" && name !== "cls") root.setAttribute(valueName(name), vital.value);
      continue;
    }
    said.set(name, vital.value);
    setMeasurement(name, vital.value, unitOf(name), root);
    for (const [reason, value] of Object.entries(vital.reasons)) root.setAttribute(`${name}.${reason.replace("_t", "T")}`, value);
  }
}

const valueName = (name: VitalName): string => `browser.web_vital.${name === "ttfb.requestTime" ? "ttfb.request_time" : name}.value`;

/** Those that go on after the page load, as spans of their own, as far as they are news. */
export function sendVitals(client: Client, page: ShownPage, vitals: WebVitals, names: readonly ("lcp" | "cls" | "inp")[]): void {
  for (const name of names) {
    const vital = vitals[name];
    if (!vital || page.said.get(name) === vital.value || page.root.spanContext().traceFlags !== 1) continue;
    page.said.set(name, vital.value);
    sendVital(client, page, name, vital);
  }
}

function sendVital(client: Client, { root, name: page }: ShownPage, name: "lcp" | "cls" | "inp", { value, at, reasons }: Vital): void {
  const startTime = (performance.timeOrigin + at) / 1000;
  const endTime = startTime + (name === "cls" ? 0 : value / 1000);
  const { element, target, "source.1": source, interaction_type: type } = reasons;
  const label = String(element ?? target ?? source ?? name);
  const op = name === "inp" ? `ui.interaction.${String(type)}` : `ui.webvital.${name}`;
  const attributes: SpanAttributes = {
    "sentry.origin": `auto.ui.browser.${name}`,
    "sentry.exclusive_time": name === "inp" ? value : 0,
    "sentry.pageload.span_id": root.spanContext().spanId,
    "user_agent.original": navigator.userAgent,
    [valueName(name)]: value,
    ...Object.fromEntries(Object.entries(reasons).map(([reason, text]) => [`browser.web_vital.${name}.${reason}`, text])),
  };
  if (streams(client)) {
    startInactiveSpan({ name: label, op, parentSpan: root, startTime, attributes }).end(endTime);
    return;
  }
  sendAlone(client, root, { label, op, startTime, endTime, page, attributes, measurements: { [name]: { value, unit: unitOf(name) } } });
}

interface AloneSpan {
  readonly label: string;
  readonly op: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly page: string;
  readonly attributes: SpanAttributes;
  readonly measurements: Readonly<Record<string, { readonly value: number; readonly unit: string }>>;
}

/** A span beside its transaction (`protocol.md` §8.19): servers that know no streamed spans know it, since INP needs it. */
function sendAlone(client: Client, root: Span, { label, op, startTime, endTime, page, attributes, measurements }: AloneSpan): void {
  const { release, environment = "production" } = client.options;
  const { spanId, traceId } = root.spanContext();
  const [span] = keepSpan(client, {
    span_id: randomSpanId(),
    trace_id: traceId,
    parent_span_id: spanId,
    op,
    description: label,
    status: "ok",
    origin: String(attributes["sentry.origin"]),
    links: undefined,
    start_timestamp: startTime,
    timestamp: endTime,
    data: { ...attributes, "sentry.op": op, release, environment, transaction: page },
  });
  if (!span) return;
  const whole = { ...span, segment_id: spanId, exclusive_time: attributes["sentry.exclusive_time"], measurements };
  client.send({
    lane: "transaction",
    headers: { sdk: { name: client.sdk.name, version: client.sdk.version }, trace: root.dsc() },
    items: [{ header: { type: "span" }, payload: JSON.stringify(normalize(whole, client.normalization)), counts: [["span", 1]] }],
  });
}
