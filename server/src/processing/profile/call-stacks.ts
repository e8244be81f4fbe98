import { isArray, isObject, type Json, type JsonArray, type JsonObject } from "../json/json.ts";

/** The samples of both formats (`protocol.md` §8.13, §8.14), checked: every index is within its list. */
export interface CallStacks {
  readonly samples: readonly Sample[];
  /** Frame indexes, leaf first. */
  readonly stacks: readonly (readonly number[])[];
  readonly frames: readonly JsonObject[];
  readonly threads: JsonObject;
}

export interface Sample {
  readonly stack: number;
  readonly thread: string;
  /** In the unit of the format: nanoseconds since the start, or unix seconds. */
  readonly at: number;
}

/** Deeper stacks are cut at the leaf's end; Relay has no limit of its own. */
const maxDepth = 2000;

/** Samples that point nowhere are left out; undefined when the profile has not the members that make one. */
export function readCallStacks(profile: Json | undefined, timeMember: string): CallStacks | undefined {
  if (!isObject(profile)) return undefined;
  const { samples, stacks, frames, thread_metadata: threads } = profile;
  if (!isArray(samples) || !isArray(stacks) || !isArray(frames)) return undefined;
  const kept = frames.map((frame) => (isObject(frame) ? frame : {}));
  const read = stacks.map((stack) => stackOf(stack, kept.length));
  return { samples: readSamples(samples, timeMember, read), stacks: read.map((stack) => stack ?? []), frames: kept, threads: isObject(threads) ? threads : {} };
}

function stackOf(stack: Json, frames: number): readonly number[] | undefined {
  if (!isArray(stack)) return undefined;
  const indexes = stack.slice(0, maxDepth);
  return indexes.every((index): index is number => isIndex(index, frames)) ? indexes : undefined;
}

function readSamples(samples: JsonArray, timeMember: string, stacks: readonly (readonly number[] | undefined)[]): readonly Sample[] {
  const kept: Sample[] = [];
  for (const sample of samples) {
    if (!isObject(sample)) continue;
    const { stack_id: stack, thread_id: thread } = sample;
    const at = numberOf(sample[timeMember]);
    if (!isIndex(stack, stacks.length) || stacks[stack] === undefined || at === undefined) continue;
    kept.push({ stack, thread: typeof thread === "string" || typeof thread === "number" ? String(thread).slice(0, 64).toWellFormed() : "0", at });
  }
  return kept.sort((a, b) => a.at - b.at);
}

function isIndex(value: Json | undefined, length: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < length;
}

/** Nanoseconds come as text, since they outgrow what JSON's readers take for a number. */
function numberOf(value: Json | undefined): number | undefined {
  const number = typeof value === "string" && /^\d{1,20}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) && number >= 0 ? number : undefined;
}

export const threadsIn = (samples: readonly Sample[]): number => new Set(samples.map(({ thread }) => thread)).size;
