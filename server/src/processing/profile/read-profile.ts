import { normalizeEventId } from "@vedette/protocol";
import type { RowDraft } from "../../stores/telemetry/datasets.ts";
import { isArray, isObject, type Json, type JsonObject } from "../json/json.ts";
import { Cursor } from "../normalize/cursor.ts";
import { alignClock, type Clocks } from "../normalize/clock.ts";
import { environment, platform, release } from "../normalize/labels.ts";
import { readCallStacks, threadsIn } from "./call-stacks.ts";
import { jsonText } from "../json/json-text.ts";

export interface ProfileProblem {
  readonly reason: string;
  readonly problem: string;
}

const nanosecondsInMs = 1e6;
/** R: longer ones are no profiles of a transaction. */
const maxDurationMs = 30_000;
/** R: of a chunk, with room for clocks. */
const maxChunkMs = 66_000;

const tooDeep: ProfileProblem = { reason: "payload", problem: "The profile is nested too deeply." };

/** The profile of one transaction (`protocol.md` §8.13). What is in it stays as it was sent; the row is what it is found by. */
export function readProfile(payload: JsonObject, clocks: Clocks): RowDraft<"profiles"> | ProfileProblem {
  const profileId = normalizeEventId(payload["event_id"]);
  if (profileId === undefined) return { reason: "profile_missing_metadata", problem: "event_id is missing or is no id." };
  const cursor = new Cursor();
  const transaction = transactionOf(payload);
  const name = transaction?.["name"] ?? payload["transaction_name"];
  if (typeof name !== "string" || name === "") return { reason: "profile_no_transaction", problem: "The profile names no transaction that it belongs to." };
  const measured = measure(payload);
  if ("problem" in measured) return measured;
  const body = jsonText({ ...payload, event_id: profileId, ...(transaction !== undefined && { transaction }) }, "");
  if (body === "") return tooDeep;
  return {
    timestamp: (alignClock(payload["timestamp"], clocks, cursor) ?? clocks.receivedAt / 1000) * 1000,
    profileId,
    eventId: normalizeEventId(transaction?.["id"] ?? payload["transaction_id"]) ?? null,
    traceId: normalizeEventId(transaction?.["trace_id"] ?? payload["trace_id"]) ?? null,
    transactionName: name.slice(0, 200).toWellFormed(),
    ...labels(payload, cursor),
    ...measured,
    body,
  };
}

/** Until 2023 a profile could hold several transactions; the first one names it. */
function transactionOf(payload: JsonObject): JsonObject | undefined {
  const { transaction, transactions } = payload;
  if (isObject(transaction)) return transaction;
  const first = isArray(transactions) ? transactions[0] : undefined;
  return isObject(first) ? first : undefined;
}

function measure(payload: JsonObject): { readonly duration: number; readonly samples: number; readonly threads: number } | ProfileProblem {
  // Android's own trace format: base64 that only its tools read, kept and not looked into.
  if (typeof payload["sampled_profile"] === "string" && payload["profile"] === undefined) {
    const ns = Number(payload["duration_ns"]);
    return { duration: Number.isFinite(ns) && ns >= 0 ? ns / nanosecondsInMs : 0, samples: 0, threads: 0 };
  }
  const stacks = readCallStacks(payload["profile"], "elapsed_since_start_ns");
  if (stacks === undefined) return { reason: "profile_missing_metadata", problem: "profile.samples, profile.stacks or profile.frames is no list." };
  const [first] = stacks.samples;
  const last = stacks.samples.at(-1);
  if (first === undefined || last === undefined || stacks.samples.length < 2)
    return { reason: "profile_not_enough_samples", problem: "The profile has fewer than two samples that point to a stack." };
  const duration = (last.at - first.at) / nanosecondsInMs;
  if (duration > maxDurationMs)
    return { reason: "profile_too_long", problem: `The samples span ${Math.round(duration)} ms; at most ${maxDurationMs} are allowed.` };
  return { duration, samples: stacks.samples.length, threads: threadsIn(stacks.samples) };
}

/** A part of a continuous profile (`protocol.md` §8.14). */
export function readProfileChunk(payload: JsonObject, clocks: Clocks, header: Json | undefined): RowDraft<"profileChunks"> | ProfileProblem {
  const [profilerId, chunkId] = [normalizeEventId(payload["profiler_id"]), normalizeEventId(payload["chunk_id"])];
  if (profilerId === undefined || chunkId === undefined)
    return { reason: "profile_missing_metadata", problem: "profiler_id or chunk_id is missing or is no id." };
  const stacks = readCallStacks(payload["profile"], "timestamp");
  if (stacks === undefined) return { reason: "profile_missing_metadata", problem: "profile.samples, profile.stacks or profile.frames is no list." };
  const [first] = stacks.samples;
  const last = stacks.samples.at(-1);
  if (first === undefined || last === undefined) return { reason: "profile_not_enough_samples", problem: "The chunk has no sample that points to a stack." };
  const length = (last.at - first.at) * 1000;
  if (length > maxChunkMs) return { reason: "profile_too_long", problem: `The samples span ${Math.round(length)} ms; at most ${maxChunkMs} are allowed.` };
  const body = jsonText(payload, "");
  if (body === "") return tooDeep;
  const cursor = new Cursor();
  const timestamp = (alignClock(first.at, clocks, cursor) ?? clocks.receivedAt / 1000) * 1000;
  const client = payload["client_sdk"];
  const sdk = isObject(client) && typeof client["name"] === "string" ? client["name"].slice(0, 128).toWellFormed() : null;
  return {
    timestamp,
    profilerId,
    chunkId,
    endedAt: timestamp + length,
    ...labels({ ...payload, platform: payload["platform"] ?? header ?? null }, cursor),
    sdk,
    samples: stacks.samples.length,
    threads: threadsIn(stacks.samples),
    body,
  };
}

function labels(payload: JsonObject, cursor: Cursor): { readonly platform: string; readonly environment: string | null; readonly release: string | null } {
  const read = <T>(value: Json | undefined, reader: (value: Json, cursor: Cursor) => T | undefined): T | null =>
    value === undefined || value === null ? null : (reader(value, cursor) ?? null);
  return {
    platform: read(payload["platform"], platform) ?? "other",
    environment: read(payload["environment"], environment),
    release: read(payload["release"], release),
  };
}
