import { isArray, isObject, type Json, type JsonObject } from "../processing/json/json.ts";

/** As clients of the API expect a profile: `in_app` is on every frame, and nanoseconds are numbers, not text. */
export function profileJson(body: JsonObject): JsonObject {
  const profile = body["profile"];
  if (!isObject(profile)) return body;
  return { ...body, profile: { ...profile, frames: listOf(profile["frames"]).map(frameJson), samples: listOf(profile["samples"]).map(sampleJson) } };
}

function frameJson(frame: Json): Json {
  return isObject(frame) && typeof frame["in_app"] !== "boolean" ? { ...frame, in_app: false } : frame;
}

function sampleJson(sample: Json): Json {
  const elapsed = isObject(sample) ? sample["elapsed_since_start_ns"] : undefined;
  return isObject(sample) && typeof elapsed === "string" ? { ...sample, elapsed_since_start_ns: Number(elapsed) } : sample;
}

function listOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}
