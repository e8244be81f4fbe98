import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { startFakeIngest, type FakeIngest, type ReceivedEnvelope } from "@vedette/testing";
import { expect, test } from "vitest";
import { expectations, recordedScenarios, unmet, type Expectation } from "../../browser/test/expected.ts";

/**
 * The scenarios that were recorded with `@sentry/node` 11.12, with our SDK: what arrives must pass the same expectations. The programs
 * say `sendDefaultPii` and `traceLifecycle: "stream"`, which that version does by itself.
 */

const RECORDED = "node-11.12.0";

type Instead = (facts: Expectation["facts"]) => Expectation["facts"];

/**
 * Where ours says something else on purpose: the row of the migration guide, word for word, and the facts that hold instead. Without
 * facts the scenario has no counterpart.
 */
const DIFFERENT: Readonly<Record<string, readonly [reason: string, instead?: Instead]>> = {
  breadcrumbs: [
    "Objects on the console are written as `util.inspect` does: `{ id: 77 }`, not `[object Object]`.",
    (facts) => JSON.parse(JSON.stringify(facts).replace("[object Object]", "{ id: 77 }")),
  ],
  "check-ins-cron": [
    "Check-ins of schedules by the second carry no monitor configuration: monitors count by the minute.",
    (facts) => ({ ...facts, monitor_config: undefined }),
  ],
  "otel-api": ["Spans of `@opentelemetry/api` are not sent: errors take their trace and span ids, and OpenTelemetry's own exporters send the spans."],
  "two-services": [
    "A request without a route is named by method and path, not by the method alone.",
    (facts) => (facts["segment"] === "GET" ? { ...facts, segment: "GET /prices/A-1" } : facts),
  ],
};

/** Facts that only the program knows, as it prints them. */
type Notes = readonly Readonly<Record<string, unknown>>[];

interface Run {
  readonly envelopes: readonly ReceivedEnvelope[];
  readonly notes: Notes;
  readonly exitCode: number | null;
}

async function run(scenario: string, ingest: FakeIngest): Promise<Run> {
  const args = ["--conditions=@vedette/source", "--disable-warning=ExperimentalWarning", path.join(import.meta.dirname, "recorded-programs.mjs"), scenario];
  const env = { PATH: process.env["PATH"], HOME: "/", NODE_ENV: "production", SENTRY_DSN: ingest.dsn, TUNNEL_URL: `${ingest.url}/tunnel` };
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"], env });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => (text += part));
  const exitCode = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  const notes = text.split("\n").filter((line) => line.startsWith("{")).map((line): Notes[number] => JSON.parse(line)); // prettier-ignore
  return { envelopes: [...ingest.envelopes, ...ingest.refused], notes, exitCode };
}

const noted = (notes: Notes, name: string): unknown => notes.find((facts) => name in facts)?.[name];

const expectedOf = (scenario: string, notes: Notes): Expectation[] => {
  const instead = DIFFERENT[scenario]?.[1] ?? ((facts) => facts);
  return expectations(RECORDED, scenario).map((expected) => ofThisRun({ ...expected, facts: instead(expected.facts) }, notes));
};

/** Ids and frames of the recorded run are replaced by those of this one. */
function ofThisRun({ item, facts }: Expectation, notes: Notes): Expectation {
  const values = facts["exception_values"];
  const frames = Array.isArray(values) ? notes.find(({ of }) => of === values.at(-1))?.["frames"] : undefined;
  const traceId = noted(notes, "traceId");
  return {
    item,
    facts: {
      ...facts,
      ...("frames" in facts ? { frames } : {}),
      ...("check_in_id" in facts ? { check_in_id: noted(notes, "checkInId") } : {}),
      ...(traceId === undefined ? {} : { trace_id: traceId, ...("parent_span_id" in facts ? { parent_span_id: noted(notes, "caller") } : {}) }),
      ...(facts["feedback"] ? { feedback: withEvent(facts["feedback"], noted(notes, "associatedEventId")) } : {}),
    },
  };
}

const withEvent = (feedback: unknown, id: unknown): unknown =>
  typeof feedback === "object" && feedback !== null && "associated_event_id" in feedback ? { ...feedback, associated_event_id: id } : feedback;

/** Node ends a program with 1 for an error that nobody caught. */
const CRASHES = new Set(["uncaught-exception", "session-crashed", "local-variables"]);

test.each(recordedScenarios(RECORDED).filter((scenario) => DIFFERENT[scenario]?.length !== 1))("%s", async (scenario) => {
  const ingest = await startFakeIngest();
  if (scenario === "rate-limited") {
    ingest.answerWith({ status: 429, headers: { "retry-after": "60", "x-sentry-rate-limits": "60:error:organization:quota_exceeded" } });
    void ingest.waitFor(() => ingest.refused.length > 0).then(() => ingest.answerWith(undefined));
  }
  const { envelopes, notes, exitCode } = await run(scenario, ingest);
  await ingest.stop();
  expect(exitCode).toBe(CRASHES.has(scenario) ? 1 : 0);
  expect(unmet(expectedOf(scenario, notes), envelopes)).toEqual([]);
});

test("the migration guide lists every deliberate difference", () => {
  const guide = readFileSync(path.join(import.meta.dirname, "../../../docs/sdk/migrate-from-sentry.md"), "utf8");
  for (const [reason] of Object.values(DIFFERENT)) expect(guide).toContain(reason);
});
