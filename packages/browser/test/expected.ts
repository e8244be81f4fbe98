import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ReceivedEnvelope } from "@vedette/testing";

/** The recorded scenarios' expectations, compared with what our SDK sent. Vocabulary: README.md of the fixtures. */

const FOLDER = path.join(import.meta.dirname, "../../../server/test/fixtures/sdk-requests");

type Json = Record<string, unknown>;
const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const json = (value: unknown): Json => (isJson(value) ? value : {});
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export interface Expectation {
  readonly item: string;
  readonly facts: Json;
}

/** Names of the scenarios that were recorded with an SDK. */
export const recordedScenarios = (sdk: string): string[] =>
  readdirSync(path.join(FOLDER, sdk))
    .filter((name) => name.endsWith(".expected.json"))
    .map((name) => name.slice(0, -".expected.json".length));

export function expectations(sdk: string, scenario: string): Expectation[] {
  const file: unknown = JSON.parse(readFileSync(path.join(FOLDER, sdk, `${scenario}.expected.json`), "utf8"));
  return list(json(file)["expect"]).map((entry) => ({ item: String(json(entry)["item"]), facts: json(json(entry)["facts"]) }));
}

interface Found {
  readonly type: string;
  readonly facts: Json;
}

/** Expectations that nothing fulfils, with what was nearest. */
export function unmet(expected: readonly Expectation[], envelopes: readonly ReceivedEnvelope[]): string[] {
  const found = envelopes.flatMap((envelope) => envelope.items.map((item) => ({ type: item.type, facts: factsOf(item, envelope) })));
  const free = new Set(found);
  const problems: string[] = [];
  for (const { item, facts } of expected) {
    const scored = [...free].filter(({ type }) => type === item).map((candidate) => ({ candidate, missing: missesOf(candidate.facts, facts, found) }));
    scored.sort((a, b) => a.missing.length - b.missing.length);
    const best = scored[0];
    if (best?.missing.length === 0) {
      // One report may say what several expectations want.
      if (item !== "client_report") free.delete(best.candidate);
    } else problems.push(`${item}: ${best?.missing.join("; ") ?? `none among ${found.map(({ type }) => type).join(", ") || "no items"}`}`);
  }
  return problems;
}

function factsOf(item: ReceivedEnvelope["items"][number], envelope: ReceivedEnvelope): Json {
  const body = json(item.json);
  if (item.type === "attachment") return { ...item.headers, size: item.bytes.length, sha256: createHash("sha256").update(item.bytes).digest("hex") };
  if (item.type === "span") return segmentFacts(list(body["items"]).map(json));
  if (item.type === "sessions") return { aggregates_total: list(body["aggregates"]).reduce((sum: number, counts) => sum + sessionsIn(json(counts)), 0) };
  if (item.type === "client_report") return { discarded: body["discarded_events"] };
  if (item.type === "log") return { logs: list(body["items"]).map(plainAttributes) };
  if (item.type === "trace_metric") return { metrics: list(body["items"]).map(plainAttributes) };
  if (item.type !== "event" && item.type !== "transaction" && item.type !== "feedback") return body;
  const values = list(json(body["exception"])["values"]).map(json);
  const last = values.at(-1);
  const contexts = json(body["contexts"]);
  const trace = json(contexts["trace"]);
  const spans = list(body["spans"]).map(json);
  return {
    ...body,
    ...(last
      ? {
          frames: list(json(last["stacktrace"])["frames"]).length,
          exception_types: values.map((value) => value["type"]),
          exception_values: values.map((value) => value["value"]),
          handled: json(last["mechanism"])["handled"],
        }
      : {}),
    message_stack: list(json(body["threads"])["values"]).length > 0,
    breadcrumb_count: list(body["breadcrumbs"]).length,
    trace_id: trace["trace_id"],
    parent_span_id: trace["parent_span_id"],
    op: trace["op"],
    span_names: spans.map((span) => span["description"]),
    span_count: spans.length,
    span_ops: spans.map((span) => span["op"]),
    feedback: contexts["feedback"],
    envelope_dsn: envelope.headers["dsn"] !== undefined,
    debug_id_count: list(json(body["debug_meta"])["images"]).length,
  };
}

/** Of a container of streamed spans. */
function segmentFacts(spans: readonly Json[]): Json {
  const segment = spans.find((span) => span["is_segment"] === true);
  return {
    segment: segment?.["name"],
    trace_id: spans[0]?.["trace_id"],
    parent_span_id: segment?.["parent_span_id"],
    span_names: spans.map((span) => span["name"]),
    span_count: spans.length,
  };
}

const sessionsIn = (counts: Json): number => ["exited", "errored", "crashed", "abnormal"].reduce((sum, outcome) => sum + (Number(counts[outcome]) || 0), 0);

const plainAttributes = (entry: unknown): Json => ({
  ...json(entry),
  attributes: Object.fromEntries(Object.entries(json(json(entry)["attributes"])).map(([name, attribute]) => [name, json(attribute)["value"]])),
});

function missesOf(actual: Json, wanted: Json, all: readonly Found[]): string[] {
  return Object.entries(wanted).flatMap(([name, want]) => {
    if (name === "exception_value_contains") return String(list(actual["exception_values"]).at(-1)).includes(String(want)) ? [] : [name];
    if (name === "absent")
      return list(want)
        .filter((at) => valueAt(actual, String(at)) !== undefined)
        .map((at) => `${String(at)} is there`);
    if (name === "request" && isJson(want) && "data_contains" in want) {
      const { data_contains: part, ...rest } = want;
      const { data } = json(actual["request"]);
      return covers(actual["request"], rest) && (typeof data === "string" ? data : brief(data)).includes(String(part))
        ? []
        : [`${name}: got ${brief(actual["request"])}`];
    }
    if (name === "same_trace")
      return all.some(({ type, facts }) => (type === "transaction" || type === "span") && facts["trace_id"] === actual["trace_id"]) ? [] : [name];
    if (name === "component_stack") return json(json(actual["contexts"])["react"])["componentStack"] ? [] : [name];
    return covers(actual[name], want, name) ? [] : [`${name}: want ${brief(want)}, got ${brief(actual[name])}`];
  });
}

const valueAt = (record: Json, at: string): unknown => at.split(".").reduce<unknown>((value, key) => json(value)[key], record);

const brief = (value: unknown): string => (JSON.stringify(value) ?? "nothing").slice(0, 300);

/** Lists in the order of the expectation, others may stand between. */
const SEQUENCES = new Set(["breadcrumbs", "logs", "metrics"]);
const SETS = new Set(["discarded", "span_names", "span_ops"]);

function covers(actual: unknown, want: unknown, name = ""): boolean {
  if (Array.isArray(want)) {
    if (!Array.isArray(actual)) return false;
    if (SETS.has(name)) return want.every((one) => actual.some((other) => covers(other, one)));
    if (!SEQUENCES.has(name)) return want.length === actual.length && want.every((one, index) => covers(actual[index], one));
    let at = 0;
    return want.every((one) => {
      while (at < actual.length && !covers(actual[at], one)) at++;
      return at++ < actual.length;
    });
  }
  if (!isJson(want)) return Object.is(actual, want);
  return isJson(actual) && Object.entries(want).every(([key, value]) => covers(actual[key], value, key));
}
