import type { Client } from "../client/client.ts";
import { headDsc } from "../client/trace-facts.ts";
import type { DynamicSamplingContext, PropagationContext } from "../scope/scope.ts";
import { headerJson, headerMembers } from "../transport/header-json.ts";
import type { SamplingDecision } from "./sampling.ts";

/** The first span of a trace here, as it is when somebody asks. */
export interface TraceRoot {
  readonly name: string;
  readonly source: string;
}

export interface DscParts {
  readonly client: Client;
  readonly propagation: PropagationContext;
  readonly decision: SamplingDecision;
}

/** What the caller froze; or what the head of a trace tells everybody further down, with the name only if it does not vary per request. */
export function traceDsc({ client, propagation, decision }: DscParts, root: TraceRoot): DynamicSamplingContext {
  const { traceId, sampleRand, dsc } = propagation;
  return dsc ?? { trace_id: traceId, sample_rand: randText(sampleRand), ...commonDsc(client, decision, root) };
}

/** The same as JSON. */
export function traceDscJson({ client, propagation, decision }: DscParts, root: TraceRoot): string {
  const { traceId, sampleRand, dsc } = propagation;
  return dsc ? headerJson(dsc) : `{"trace_id":"${traceId}","sample_rand":"${randText(sampleRand)}",${commonMembers(client, decision, root)}}`;
}

/** Six digits, always below 1. */
const randText = (rand: number): string => `0.${String(Math.floor(rand * 1e6)).padStart(6, "0")}`;

const hasName = ({ source }: TraceRoot): boolean => source !== "url";

/** What all traces of a route have in common. */
function commonDsc(client: Client, { sampled, rate }: SamplingDecision, root: TraceRoot): Record<string, string> {
  const { trace_id: _, ...dsc } = headDsc(client, "");
  if (rate !== undefined) dsc["sample_rate"] = String(rate);
  dsc["sampled"] = String(sampled);
  if (hasName(root)) dsc["transaction"] = root.name;
  return dsc;
}

interface Common extends SamplingDecision {
  readonly client: Client;
  readonly name: string | undefined;
  readonly json: string;
}

let last: Common | undefined;

function commonMembers(client: Client, decision: SamplingDecision, root: TraceRoot): string {
  const { sampled, rate } = decision;
  const name = hasName(root) ? root.name : undefined;
  if (last?.client !== client || last.name !== name || last.rate !== rate || last.sampled !== sampled)
    last = { client, sampled, rate, name, json: headerMembers(commonDsc(client, decision, root)) };
  return last.json;
}
