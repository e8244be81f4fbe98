import { AttributeBag } from "../../processing/attributes/attributes.ts";
import { decodeJson } from "../../processing/json/decode.ts";
import { isArray, isObject, type Json, type JsonObject } from "../../processing/json/json.ts";
import { settleEntries, type EntryResult } from "../container.ts";
import { defineItem, type ItemContext, type Rejected } from "../define-item.ts";
import { logKind, logRow } from "../log/item.ts";
import { nelMessage } from "./message.ts";
import { jsonText } from "../../processing/json/json-text.ts";

/** Requests that failed on the way, as browsers report them: each becomes a log (`protocol.md` §8.18). */
export const nelItem = defineItem({
  type: "nel",
  decode: ({ payload }) => decodeReports(payload),
  finish: (reports, context) => settleEntries(reports, logKind, (report) => readReport(report, context)),
});

function decodeReports(payload: Uint8Array): { readonly value: readonly Json[] } | Rejected {
  const decoded = payload.length === 0 ? { problem: "nothing" } : decodeJson(payload);
  const rejected = { kind: "rejected", outcome: "invalid", category: "log_item" } as const;
  if ("problem" in decoded) return { ...rejected, reason: "invalid_json", detail: `The reports are not JSON: ${decoded.problem}` };
  const reports = isArray(decoded.value) ? decoded.value : [decoded.value];
  return reports.length === 0 ? { ...rejected, reason: "no_data", detail: "The list of reports is empty." } : { value: reports };
}

const maxAgeMs = 7 * 86_400_000;

function readReport(report: Json, context: ItemContext): EntryResult {
  if (!isObject(report)) return { problem: "is no object" };
  const { type, body, url, age } = report;
  if (type !== "network-error") return { problem: `reports of type ${jsonText(type).slice(0, 64)} are not kept, only network-error` };
  if (!isObject(body)) return { problem: "body must be an object" };
  const bag = new AttributeBag();
  attributesOf(bag, body, url, report["user_agent"]);
  const old = typeof age === "number" && age >= 0 ? Math.min(age, maxAgeMs) : 0;
  const isFine = body["type"] === "ok";
  const [severity, severityNumber] = isFine ? (["info", 9] as const) : (["warn", 13] as const);
  const message = nelMessage(body);
  // Our own clock: neither the age nor the moment of arrival has to do with the browser's.
  return logRow({ at: context.receivedAt - old, body: message, severity, severityNumber, traceId: undefined, spanId: undefined }, bag, {
    ...context,
    sentAt: null,
  });
}

const textAttributes = [
  ["type", "nel.type"],
  ["phase", "nel.phase"],
  ["referrer", "nel.referrer"],
  ["method", "http.request.method"],
  ["server_ip", "server.address"],
] as const;
const numberAttributes = [
  ["elapsed_time", "nel.elapsed_time"],
  ["sampling_fraction", "nel.sampling_fraction"],
  ["status_code", "http.response.status_code"],
] as const;

function attributesOf(bag: AttributeBag, body: JsonObject, url: Json | undefined, userAgent: Json | undefined): void {
  bag.set("sentry.origin", "auto.http.browser_report.nel");
  for (const [member, name] of textAttributes) setText(bag, name, body[member]);
  for (const [member, name] of numberAttributes) {
    const value = body[member];
    if (typeof value === "number" && Number.isFinite(value)) bag.set(name, value);
  }
  setText(bag, "url.full", url);
  setText(bag, "url.domain", domainOf(url));
  setText(bag, "user_agent.original", userAgent);
  const [, protocol, version] = /^([a-z]+)\/?([\d.]*)$/i.exec(typeof body["protocol"] === "string" ? body["protocol"] : "") ?? [];
  // ALPN: h2 and h3 are HTTP.
  const isShort = protocol === "h";
  setText(bag, "network.protocol.name", isShort ? "http" : protocol);
  setText(bag, "network.protocol.version", version);
}

function setText(bag: AttributeBag, name: string, value: Json | undefined): void {
  if (typeof value === "string" && value !== "") bag.set(name, value.slice(0, 2048).toWellFormed());
}

function domainOf(url: Json | undefined): string | undefined {
  return typeof url === "string" ? /^https?:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(url)?.[1]?.toLowerCase() : undefined;
}
