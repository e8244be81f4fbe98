import { isArray, isObject, type Json, type JsonObject } from "../processing/json/json.ts";

/** One chunk out of several of one profiler: frames and stacks behind each other, their indexes moved. */
export function mergeChunks(chunks: readonly JsonObject[]): JsonObject | undefined {
  const [first] = chunks;
  if (first === undefined) return undefined;
  const [samples, stacks, frames]: [Json[], Json[], Json[]] = [[], [], []];
  const threads: Record<string, Json> = {};
  for (const { profile } of chunks) {
    if (!isObject(profile)) continue;
    const [stackBase, frameBase] = [stacks.length, frames.length];
    for (const frame of listOf(profile["frames"])) frames.push(frame);
    for (const stack of listOf(profile["stacks"])) stacks.push(listOf(stack).map((index) => (typeof index === "number" ? index + frameBase : index)));
    for (const sample of listOf(profile["samples"])) {
      const stack = isObject(sample) ? sample["stack_id"] : undefined;
      if (isObject(sample) && typeof stack === "number") samples.push({ ...sample, stack_id: stack + stackBase });
    }
    if (isObject(profile["thread_metadata"])) Object.assign(threads, profile["thread_metadata"]);
  }
  return { ...first, profile: { samples, stacks, frames, thread_metadata: threads } };
}

function listOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}
