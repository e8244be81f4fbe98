import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { differences, factsOf } from "./facts.ts";
import { record } from "./record.ts";

/**
 * The same program run against @sentry/node and against ours: what arrives must say the same, except for what is listed here. Each
 * reason is a row of the table in the migration guide, word for word.
 */
const REASONS = {
  stacks: "Messages carry a stack only with `attachStacktrace: true`, as a thread; `captureException` always does.",
  formatted: "Parameterized messages carry the finished text too (`logentry.formatted`).",
  depth: "Nested data is kept to 7 levels, as far as the server keeps it, not to 3.",
  user: "`setUser(null)` leaves no `user` at all, not an empty object.",
  privacy: "No IP address, no cookies and no authorization headers without `sendDefaultPii` or `collect`.",
  severity: "Only errors of level `error` and `fatal` that are really sent count in a session.",
  rejection: "No `extra.unhandledPromiseRejection`: the mechanism says so already.",
  repeats: "Equal errors and messages one after the other are all sent; `dedupe: { window }` leaves repetitions out.",
  again: "An error object that is captured again counts as discarded.",
  statuses: "Requests answered with 301 to 303, 305 to 399 and 401 to 404 are transactions, too, unless `traceIgnoreStatusCodes` has them.",
  chain: "Causes are followed 50 deep (`maxErrorDepth`), not 5.",
  names: "An error of a class that kept the name `Error` is named by its class.",
  levels: "An event made by hand without a level says `error`, which is how servers read it.",
  bytes: "Logs that are dropped are counted in bytes, too.",
  spans: "A request without a parent span makes no span, and no client report either.",
} as const;

/** Scenario: paths at which the two may differ, and why. */
const SCENARIOS: Readonly<Record<string, readonly (readonly [RegExp, keyof typeof REASONS])[]>> = {
  attachments: [],
  breadcrumbs: [
    [/^events\[\d\]\.exceptions: ours \[\]/, "stacks"],
    [/^discarded: ours undefined, @sentry\/node \["no_parent_span/, "spans"],
    [/^sessions/, "severity"],
  ],
  "cause-chain": [],
  chains: [
    [/^events\[\d\]/, "chain"],
    [/^events\[\d\].*PaymentError/, "names"],
  ],
  "check-ins": [],
  "client-report": [
    [/^events\[\d\]\.exceptions: ours \[\]/, "stacks"],
    [/^sessions: ours undefined/, "severity"],
  ],
  equal: [
    [/^events: ours (?:.*"value":"one place, three objects"){3}.*, @sentry\/node (?!.*"value".*"value")/, "repeats"],
    [/^discarded: /, "repeats"],
  ],
  feedback: [],
  groups: [],
  hooks: [[/^discarded: .*log_byte/, "bytes"]],
  "http-server": [
    [/^events\[\d\]\.user/, "privacy"],
    [/^(events|transactions)\[\d\]\.(user|request\.headers)/, "privacy"],
  ],
  "kinds-of-requests": [[/^transactions\[\d\]\.user/, "privacy"]],
  "logs-metrics": [],
  messages: [
    [/^events\[\d\]\.exceptions: ours \[\]/, "stacks"],
    [/^events\[\d\]\.logentry\.formatted/, "formatted"],
    [/^sessions: ours undefined/, "severity"],
  ],
  "non-errors": [],
  scope: [
    [/^events\[\d\]\.extra\.cart/, "depth"],
    [/^events\[\d\]\.user: ours null, @sentry\/node \{\}/, "user"],
    [/^sessions: ours undefined/, "severity"],
  ],
  repeated: [[/^discarded/, "again"]],
  sessions: [],
  signatures: [
    [/^events\[\d\]\.exceptions: ours \[\]/, "stacks"],
    [/^events\[\d\]\.level: ours "error", @sentry\/node null/, "levels"],
    [/^discarded: ours undefined, @sentry\/node \["no_parent_span/, "spans"],
    [/^sessions/, "severity"],
  ],
  statuses: [
    [/^transactions: ours .*301.*302.*401.*403.*404.*, @sentry\/node undefined/, "statuses"],
    [/^discarded: ours undefined, @sentry\/node \["event_processor/, "statuses"],
  ],
  transaction: [],
  uncaught: [],
  "unhandled-rejection": [[/^events\[0\]\.extra: ours null/, "rejection"]],
};

describe.each(Object.entries(SCENARIOS))("%s", (scenario, expected) => {
  test("says what @sentry/node says", async () => {
    const [ours, theirs] = await Promise.all([record(scenario, { sdk: "@vedette/node" }), record(scenario, { sdk: "sentry-node-11" })]);
    const found = differences(factsOf(ours.envelopes), factsOf(theirs.envelopes));
    expect(found.filter((difference) => !expected.some(([pattern]) => pattern.test(difference)))).toEqual([]);
    expect(ours.envelopes.length).toBeGreaterThan(0);
    expect(ours.exitCode).toBe(theirs.exitCode);
  });
});

test("the migration guide lists every deliberate difference", () => {
  const guide = readFileSync(path.join(import.meta.dirname, "../../../docs/sdk/migrate-from-sentry.md"), "utf8");
  for (const reason of Object.values(REASONS)) expect(guide).toContain(reason);
  const used = new Set(Object.values(SCENARIOS).flatMap((rows) => rows.map(([, reason]) => reason)));
  expect([...used].toSorted()).toEqual(Object.keys(REASONS).toSorted());
});
