import { normalizeUuid } from "@vedette/protocol";
import { monitorSlug, parseOwner, type SentCheckIn } from "../../monitors/monitor.ts";
import { readConfig } from "../../monitors/read-config.ts";
import { isObject, type Json, type JsonObject } from "../../processing/json/json.ts";
import { decodeObject } from "../decode-object.ts";
import { defineItem, type Fate, type Rejected } from "../define-item.ts";
import { jsonText } from "../../processing/json/json-text.ts";

const nil = "0".repeat(32);

/** A sign of life of a scheduled job (`protocol.md` §8.9). What it means for its monitor is decided when it is stored. */
export const checkInItem = defineItem({ type: "check_in", decode: decodeObject, finish: finishCheckIn });

function finishCheckIn(payload: JsonObject): Fate {
  const { check_in_id: sentId, monitor_slug: sentSlug, status, duration, environment: sentEnvironment, monitor_config: sentConfig, contexts } = payload;
  const id = sentId === undefined || sentId === null || sentId === "" ? nil : normalizeUuid(sentId);
  if (id === undefined) return invalid("invalid_guid", "check_in_id is not a UUID.");
  const slug = typeof sentSlug === "string" ? monitorSlug(sentSlug) : undefined;
  if (slug === undefined) return invalid("invalid_check_in", "monitor_slug is missing or has no letter or digit.");
  if (status !== "in_progress" && status !== "ok" && status !== "error")
    return invalid("invalid_check_in", `status must be in_progress, ok or error, but is ${status === undefined ? "missing" : jsonText(status).slice(0, 64)}.`);
  const environment = environmentOf(sentEnvironment);
  if (environment === undefined)
    return invalid("invalid_monitor_environment", "environment must be a name of at most 64 characters without line breaks or slashes.");
  const config = sentConfig === undefined || sentConfig === null ? undefined : readConfig(sentConfig);
  const checkIn: SentCheckIn = {
    id: id === nil ? null : id,
    slug,
    status,
    duration: typeof duration === "number" && duration >= 0 && duration < 1e9 ? Math.round(duration * 1000) : null,
    environment,
    config: config !== undefined && "config" in config ? config.config : null,
    owner: parseOwner(isObject(sentConfig) ? sentConfig["owner"] : undefined) ?? null,
    configProblem: config !== undefined && "problems" in config ? describe(config.problems) : null,
    traceId: traceOf(contexts),
  };
  return { kind: "checkIn", checkIn };
}

function invalid(reason: string, detail: string): Rejected {
  return { kind: "rejected", outcome: "invalid", reason, detail };
}

function environmentOf(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return "production";
  if (typeof value !== "string") return undefined;
  const name = value.trim();
  if (name === "") return "production";
  return name.length > 64 || /[\n\r\f/]/.test(name) ? undefined : name.toWellFormed();
}

function traceOf(contexts: Json | undefined): string | null {
  const trace = isObject(contexts) ? contexts["trace"] : undefined;
  const id = isObject(trace) ? trace["trace_id"] : undefined;
  return (typeof id === "string" ? normalizeUuid(id) : undefined) ?? null;
}

function describe(problems: Readonly<Record<string, string>>): string {
  return Object.entries(problems)
    .map(([name, problem]) => `monitor_config.${name}: ${problem}`)
    .join(" ");
}
