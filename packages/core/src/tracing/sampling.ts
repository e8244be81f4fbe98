import type { Client } from "../client/client.ts";
import type { PropagationContext } from "../scope/scope.ts";
import type { SpanAttributes } from "./span.ts";

/** What `tracesSampler` gets to decide by. */
export interface SamplingContext {
  readonly name: string;
  readonly op?: string | undefined;
  readonly attributes: SpanAttributes;
  /** The caller's decision, if this trace came from elsewhere. */
  readonly parentSampled?: boolean | undefined;
  /** The caller's rate, if it said so. */
  readonly parentSampleRate?: number | undefined;
  /** The caller's decision if there is one, else the given rate. */
  readonly inheritOrSampleWith: (fallback: number) => number;
}

export interface SamplingDecision {
  readonly sampled: boolean;
  /** The rate that was applied; undefined when the caller's decision was taken over. */
  readonly rate?: number | undefined;
}

/** Tracing is on when a rate, even 0, or a sampler is set. */
export const tracingEnabled = ({ options }: Client): boolean => options.tracesSampleRate !== undefined || options.tracesSampler !== undefined;

/** In this order: sampler, caller's decision, rate. A sampler that fails or answers nonsense samples nothing. */
export function sampleTrace(client: Client, root: Pick<SamplingContext, "name" | "op" | "attributes">, propagation: PropagationContext): SamplingDecision {
  const { tracesSampler, tracesSampleRate = 0 } = client.options;
  const { parentSampled, sampleRand, dsc } = propagation;
  const parentRate = dsc?.["sample_rate"];
  const parentSampleRate = parentRate === undefined ? undefined : Number(parentRate);
  if (!tracesSampler) {
    if (parentSampled !== undefined) return { sampled: parentSampled, rate: parentSampleRate };
    const rate = tracesSampleRate * backpressure(client);
    return { sampled: sampleRand < rate, rate };
  }
  const inheritOrSampleWith = (fallback: number): number => parentSampleRate ?? (parentSampled === undefined ? fallback : Number(parentSampled));
  const rate = rateOf(client, () => tracesSampler({ ...root, parentSampled, parentSampleRate, inheritOrSampleWith })) * backpressure(client);
  return { sampled: sampleRand < rate, rate };
}

function rateOf(client: Client, decide: () => unknown): number {
  try {
    const answer = decide();
    if (typeof answer === "boolean") return answer ? 1 : 0;
    if (typeof answer === "number" && answer >= 0 && answer <= 1) return answer;
    client.log(`tracesSampler answered ${String(answer)}; a boolean or a number from 0 to 1 is needed`);
  } catch (error) {
    client.log(`tracesSampler threw: ${String(error)}`);
  }
  return 0;
}

/** Above this filling of the fullest queue, every tenth more halves the share of traces. */
const HIGH_WATER = 0.7;

function backpressure({ pressure, options }: Client): number {
  return options.overload?.sampling === false || pressure < HIGH_WATER ? 1 : 0.5 ** Math.ceil((pressure - HIGH_WATER) * 10 + 0.01);
}
