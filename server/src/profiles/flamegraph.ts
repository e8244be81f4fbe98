import { isObject, type JsonObject } from "../processing/json/json.ts";
import { readCallStacks, type CallStacks } from "../processing/profile/call-stacks.ts";

/** One profile to be laid over others. */
export interface FlamegraphSource {
  readonly stacks: CallStacks;
  /** Milliseconds in one unit of the samples' time. */
  readonly unitMs: number;
  readonly reference: Readonly<Record<string, string | number>>;
}

interface ThreadSamples {
  readonly samples: (readonly number[])[];
  readonly weights: number[];
  readonly counts: number[];
  readonly byStack: Map<string, number>;
}

interface FrameInfo {
  count: number;
  self: number;
  /** Nanoseconds in each source that it is in. */
  readonly bySource: Map<FlamegraphSource, number>;
}

interface FrameTimes {
  readonly count: number;
  readonly weight: number;
  readonly sumDuration: number;
  readonly sumSelfTime: number;
  readonly p75Duration: number;
  readonly p95Duration: number;
  readonly p99Duration: number;
}

/** In the manner of speedscope: frames are shared, samples are stacks from root to leaf, weights are nanoseconds. */
export interface Flamegraph {
  readonly activeProfileIndex: number;
  readonly metadata: JsonObject;
  readonly platform: string;
  readonly profiles: readonly FlamegraphThread[];
  readonly projectID: number;
  readonly transactionName: string;
  readonly shared: {
    readonly frames: readonly JsonObject[];
    readonly frame_infos: readonly FrameTimes[];
    readonly profiles: readonly Readonly<Record<string, string | number>>[];
  };
}

interface FlamegraphThread {
  readonly type: "sampled";
  readonly name: string;
  readonly threadID: number;
  readonly isMainThread: boolean;
  readonly unit: "nanoseconds";
  readonly startValue: 0;
  readonly endValue: number;
  readonly samples: readonly (readonly number[])[];
  readonly weights: readonly number[];
  readonly sample_counts: readonly number[];
  readonly sample_durations_ns: readonly number[];
}

/** The call stacks of a stored profile or chunk; undefined where there are none (Android's own format). */
export function storedStacks(body: JsonObject, timeMember: "elapsed_since_start_ns" | "timestamp"): CallStacks | undefined {
  return isObject(body["profile"]) ? readCallStacks(body["profile"], timeMember) : undefined;
}

/** Adds up samples with the same call stack over all sources, thread by thread. */
export function buildFlamegraph(sources: readonly FlamegraphSource[], about: Pick<Flamegraph, "platform" | "projectID" | "transactionName">): Flamegraph {
  const builder = new FlamegraphBuilder();
  for (const source of sources) builder.add(source);
  return { activeProfileIndex: 0, metadata: {}, ...about, ...builder.finish(sources) };
}

class FlamegraphBuilder {
  readonly #frames: JsonObject[] = [];
  readonly #infos: FrameInfo[] = [];
  readonly #known = new Map<string, number>();
  readonly #threads = new Map<string, ThreadSamples>();
  readonly #names = new Map<string, string>();

  add(source: FlamegraphSource): void {
    const { unitMs } = source;
    const { samples, stacks, frames, threads } = source.stacks;
    const shared = frames.map((frame) => this.#frame(frame));
    const byThread = Map.groupBy(samples, ({ thread }) => thread);
    for (const [thread, own] of byThread) {
      const meta = threads[thread];
      if (isObject(meta) && typeof meta["name"] === "string") this.#names.set(thread, meta["name"]);
      for (const [index, sample] of own.entries()) {
        // A sample holds until the next one; the last one has no length.
        const next = own[index + 1];
        const weight = next === undefined ? 0 : Math.round((next.at - sample.at) * unitMs * 1e6);
        const stack = (stacks[sample.stack] ?? []).flatMap((frame) => shared[frame] ?? []).toReversed();
        this.#measure(source, stack, weight);
        this.#sample(thread, stack, weight);
      }
    }
  }

  #frame(frame: JsonObject): number {
    const { function: name, module, filename, abs_path: path, lineno: line, colno: column, in_app: inApp } = frame;
    const key = JSON.stringify([name, module, path ?? filename, line]);
    let index = this.#known.get(key);
    if (index === undefined) {
      index = this.#frames.length;
      this.#known.set(key, index);
      this.#infos.push({ count: 0, self: 0, bySource: new Map() });
      this.#frames.push({
        name: typeof name === "string" ? name : "(unknown)",
        ...(typeof module === "string" && { module }),
        file: typeof filename === "string" ? filename : "",
        ...(typeof path === "string" && { path }),
        line: typeof line === "number" ? line : 0,
        ...(typeof column === "number" && { column }),
        is_application: inApp === true,
        fingerprint: index,
      });
    }
    return index;
  }

  /** A frame that calls itself counts once in a sample. */
  #measure(source: FlamegraphSource, stack: readonly number[], weight: number): void {
    for (const frame of new Set(stack)) {
      const info = this.#infos[frame];
      if (info === undefined) continue;
      info.count++;
      info.bySource.set(source, (info.bySource.get(source) ?? 0) + weight);
    }
    const leaf = this.#infos[stack.at(-1) ?? -1];
    if (leaf !== undefined) leaf.self += weight;
  }

  #sample(thread: string, stack: readonly number[], weight: number): void {
    let own = this.#threads.get(thread);
    if (own === undefined) this.#threads.set(thread, (own = { samples: [], weights: [], counts: [], byStack: new Map() }));
    const key = stack.join(",");
    const at = own.byStack.get(key);
    if (at === undefined) {
      own.byStack.set(key, own.samples.length);
      own.samples.push(stack);
      own.weights.push(weight);
      own.counts.push(1);
    } else {
      own.weights[at] = (own.weights[at] ?? 0) + weight;
      own.counts[at] = (own.counts[at] ?? 0) + 1;
    }
  }

  finish(sources: readonly FlamegraphSource[]): Pick<Flamegraph, "profiles" | "shared"> {
    const profiles = [...this.#threads].map(([thread, { samples, weights, counts }], index): FlamegraphThread => {
      const name = this.#names.get(thread) ?? "";
      return {
        type: "sampled",
        name,
        threadID: Number.isSafeInteger(Number(thread)) ? Number(thread) : index,
        isMainThread: name === "main" || name === "MainThread" || this.#threads.size === 1,
        unit: "nanoseconds",
        startValue: 0,
        endValue: weights.reduce((sum, weight) => sum + weight, 0),
        samples,
        weights,
        sample_counts: counts,
        sample_durations_ns: weights,
      };
    });
    profiles.sort((a, b) => Number(b.isMainThread) - Number(a.isMainThread) || b.endValue - a.endValue);
    return { profiles, shared: { frames: this.#frames, frame_infos: this.#infos.map(timesOf), profiles: sources.map(({ reference }) => reference) } };
  }
}

function timesOf({ count, self, bySource }: FrameInfo): FrameTimes {
  const durations = [...bySource.values()].sort((a, b) => a - b);
  const sum = durations.reduce((total, duration) => total + duration, 0);
  const percentile = (share: number): number => durations[Math.min(Math.floor(durations.length * share), durations.length - 1)] ?? 0;
  const percentiles = { p75Duration: percentile(0.75), p95Duration: percentile(0.95), p99Duration: percentile(0.99) };
  return { count, weight: sum, sumDuration: sum, sumSelfTime: self, ...percentiles };
}
