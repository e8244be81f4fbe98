import { parseTimestamp } from "@vedette/protocol";
import { hash } from "node:crypto";
import { clockDrift } from "../../processing/normalize/clock.ts";
import { isObject, type Json, type JsonObject } from "../../processing/json/json.ts";
import { applyFilters } from "../apply-filters.ts";
import type { ItemContext, Rejected } from "../define-item.ts";

/** What single sessions and counted ones have in common (`protocol.md` §8.5, §16). */

const maxAgeMs = 5 * 86_400_000;
const maxAheadMs = 60_000;
const nilUuid = /^[0-]+$/;

export function invalid(reason: string, detail: string): Rejected {
  return { kind: "rejected", outcome: "invalid", reason, detail };
}

/** Sessions tell where they come from in their attributes, or not at all: then the request does. */
export function filterSession(payload: JsonObject, context: ItemContext): Rejected | undefined {
  const { release, ip_address: ip, user_agent: agent } = isObject(payload["attrs"]) ? payload["attrs"] : {};
  const subject = {
    ...(typeof release === "string" && { release }),
    ...(typeof ip === "string" && { userIp: ip }),
    userAgent: typeof agent === "string" ? agent : (context.userAgent ?? undefined),
  };
  return applyFilters(subject, context, "session");
}

export interface SessionAttributes {
  readonly release: string;
  readonly environment: string;
}

export function attributesOf(payload: JsonObject): SessionAttributes | Rejected {
  const attributes = payload["attrs"];
  const { release: version, environment } = isObject(attributes) ? attributes : {};
  const release = typeof version === "number" ? String(version) : typeof version === "string" ? version.trim() : "";
  if (release === "") return invalid("no_release", "attrs.release is missing: sessions are counted by release.");
  if (release.length > 250 || /[\r\n\f\t/\\]/.test(release) || release === "." || release === ".." || release.toLowerCase() === "latest")
    return invalid("invalid_release", `attrs.release ${JSON.stringify(release.slice(0, 64))} is not a release name.`);
  return { release: release.toWellFormed(), environment: environmentOf(environment) };
}

/** What is no environment's name counts as the default, the session does not suffer. */
function environmentOf(value: Json | undefined): string {
  const name = typeof value === "string" ? value.trim() : "";
  return name === "" || name.length > 64 || /[\n\r\f/]/.test(name) ? "production" : name.toWellFormed();
}

/** 48 bits of SHA-1: fits a number, and who it was is not stored. A million users of one release lose 0.002 to collisions. */
export function userOf(did: Json | undefined): number | null {
  const text = typeof did === "number" ? String(did) : typeof did === "string" ? did.trim() : "";
  return text === "" || (text.length >= 32 && nilUuid.test(text)) ? null : hash("sha1", text, "buffer").readUIntBE(0, 6);
}

/** A time of the payload in epoch milliseconds, moved by the drift of the device's clock. */
export function timeOf(value: Json | undefined, context: ItemContext): number | undefined {
  const seconds = value === undefined || value === null ? undefined : parseTimestamp(value);
  return seconds === undefined ? undefined : seconds * 1000 + clockDrift(context);
}

/** Undefined: the time is fine. */
export function timeProblem(started: number, timestamp: number, { receivedAt }: ItemContext): Rejected | undefined {
  if (started < receivedAt - maxAgeMs) return invalid("timestamp", "The session started more than five days ago.");
  if (timestamp > receivedAt + maxAheadMs) return invalid("timestamp", "The session lies more than a minute ahead.");
  return undefined;
}

export function countOf(value: Json | undefined): number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : 0;
}
