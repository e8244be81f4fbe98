import { AttributeBag } from "../attributes/attributes.ts";
import { isObject, type Json, type JsonObject } from "../json/json.ts";
import { attributeOf, readKeyValues, secondsOf } from "./any-value.ts";
import { addScope, type ScopedEntry } from "./spans.ts";

export interface OtlpLog {
  /** Unix seconds. */
  readonly at: number;
  readonly body: string;
  readonly level: Json | undefined;
  readonly severityNumber: Json | undefined;
  readonly traceId: Json | undefined;
  readonly spanId: Json | undefined;
  readonly bag: AttributeBag;
}

/** A log record of OpenTelemetry. Its time is that of the event, or else that of who saw it. */
export function readOtlpLog({ entry, resource, scope }: ScopedEntry): OtlpLog | { readonly problem: string } {
  if (!isObject(entry)) return { problem: "is no object" };
  const at = secondsOf(entry["timeUnixNano"]) ?? secondsOf(entry["observedTimeUnixNano"]);
  if (at === null) return { problem: "timeUnixNano and observedTimeUnixNano are missing" };
  const bag = new AttributeBag();
  readKeyValues(entry["attributes"], bag);
  addScope(bag, resource, scope);
  if (typeof entry["eventName"] === "string" && entry["eventName"] !== "") bag.set("event.name", entry["eventName"]);
  const body = attributeOf(entry["body"]);
  return {
    at,
    body: typeof body === "string" ? body : body === null ? (bag.text("event.name") ?? "") : JSON.stringify(body),
    ...severityOf(entry),
    traceId: entry["traceId"],
    spanId: entry["spanId"],
    bag,
  };
}

/** The number tells, as the convention has it: the text is whatever the logger calls it. */
function severityOf({ severityText, severityNumber: sent }: JsonObject): Pick<OtlpLog, "level" | "severityNumber"> {
  const number = severityNumber(sent);
  return { level: typeof number === "number" && number >= 1 && number <= 24 ? undefined : severityText, severityNumber: number };
}

/** Some JSON encoders write the name: `SEVERITY_NUMBER_WARN2`. */
function severityNumber(value: Json | undefined): Json | undefined {
  if (typeof value !== "string") return value;
  const [, word = "", step = "1"] = /^SEVERITY_NUMBER_([A-Z]+)([2-4])?$/.exec(value) ?? [];
  const index = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"].indexOf(word);
  return index < 0 ? undefined : index * 4 + Number(step);
}
