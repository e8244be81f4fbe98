import * as fc from "fast-check";
import { expect, test } from "vitest";
import { deriveEvent } from "../derive/derive-event.ts";
import { groupEvent } from "../grouping/grouping.ts";
import { decodeJsonText } from "../json/decode.ts";
import { isObject, type JsonObject } from "../json/json.ts";
import type { Exception, Frame, NormalizedEvent } from "./event.ts";
import { normalizeEvent } from "./normalize-event.ts";
import { context } from "./normalize-kit.ts";

/** Payloads with the members that rules look at, each well-formed, nearly so, or anything. */
const anything = fc.jsonValue({ maxDepth: 4 });
const word = fc.oneof(
  fc.constantFrom("", "?", "a", "Word: text", "x".repeat(300), "😀".repeat(200), "a\nb", "{{ default }}", "{{auto}}", "1.5", "node", "javascript"),
  fc.string({ unit: "grapheme" }),
);
const near = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: anything }, { weight: 1, arbitrary: fc.constant(null) });
const members = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
  fc.record(Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, near(value)])), { requiredKeys: [] });

const frame = members({
  function: word,
  module: word,
  filename: word,
  abs_path: fc.webUrl(),
  lineno: fc.integer(),
  in_app: fc.boolean(),
  context_line: word,
  vars: anything,
  instruction_addr: fc.integer(),
});
const stacktrace = members({ frames: fc.array(near(frame), { maxLength: 6 }) });
const mechanism = members({ type: word, handled: fc.boolean(), synthetic: fc.boolean(), data: anything, extra: anything });
const exception = members({ type: word, value: word, module: word, stacktrace, mechanism });
const timestamp = fc.oneof(fc.double({ min: 0, max: 3e9 }), fc.constantFrom("2026-10-01T12:00:00Z", "2026-10-01 12:00:00+02", "never"));
const payload = members({
  event_id: word,
  type: fc.constantFrom("error", "default", "transaction", "csp"),
  level: word,
  platform: word,
  timestamp,
  release: word,
  environment: word,
  dist: word,
  logger: word,
  transaction: word,
  server_name: word,
  fingerprint: fc.array(near(word), { maxLength: 4 }),
  message: word,
  logentry: members({ message: word, formatted: word, params: anything }),
  exception: fc.oneof(fc.array(near(exception), { maxLength: 4 }), members({ values: fc.array(near(exception), { maxLength: 4 }) })),
  stacktrace,
  threads: members({ values: fc.array(near(members({ id: fc.integer(), crashed: fc.boolean(), stacktrace })), { maxLength: 3 }) }),
  breadcrumbs: fc.array(near(members({ timestamp, message: word, level: word, data: anything })), { maxLength: 4 }),
  request: members({
    url: fc.webUrl({ withQueryParameters: true, withFragments: true }),
    method: word,
    query_string: word,
    headers: fc.dictionary(word, word),
    cookies: word,
    data: fc.oneof(word, anything),
    env: anything,
  }),
  user: members({ id: fc.oneof(word, fc.integer()), email: word, ip_address: fc.ipV4(), plan: anything }),
  contexts: fc.dictionary(
    fc.constantFrom("os", "runtime", "trace", "own"),
    near(members({ type: word, name: word, raw_description: word, trace_id: word, deep: anything })),
  ),
  tags: fc.oneof(fc.dictionary(word, near(word)), fc.array(fc.array(near(word), { maxLength: 3 }), { maxLength: 4 })),
  extra: anything,
  sdk: members({ name: word, version: word, integrations: fc.array(near(word)), settings: anything }),
  debug_meta: members({ images: fc.array(near(members({ type: word, debug_id: word }))) }),
  unknown: anything,
});

/** As it comes off the wire. */
function wire(value: unknown): JsonObject {
  const decoded = decodeJsonText(JSON.stringify(value));
  return "value" in decoded && isObject(decoded.value) ? decoded.value : {};
}

test("no payload makes normalization, derivation or grouping throw, and the result is JSON", () => {
  fc.assert(
    fc.property(fc.oneof(payload, anything), (sent) => {
      const event = normalizeEvent(wire(sent), context);
      const derived = deriveEvent(event);
      const { hashes } = groupEvent(event);
      expect(hashes.length).toBeGreaterThan(0);
      for (const hash of hashes) expect(hash).toMatch(/^[\da-f]{32}$/);
      expect(derived.title).not.toBe("");
      expect(JSON.parse(JSON.stringify(event))).toEqual(event);
    }),
    { numRuns: 1500 },
  );
});

test("a second pass changes nothing but remarks", () => {
  fc.assert(
    fc.property(payload, (sent) => {
      const { errors: _errors, _meta, ...once } = normalizeEvent(wire(sent), context);
      const { errors: _again, _meta: _metaAgain, ...twice } = normalizeEvent(wire(once), context);
      expect(twice).toEqual(once);
    }),
    { numRuns: 1500 },
  );
});

/** The same event from another line of the same file, with other variables. */
function moved(event: NormalizedEvent, lines: number, vars: JsonObject): NormalizedEvent {
  const frame = (each: Frame | null): Frame | null => (each === null ? null : { ...each, lineno: (each.lineno ?? 0) + lines, colno: lines, vars });
  const exception = (each: Exception | null): Exception | null =>
    each?.stacktrace?.frames === undefined ? each : { ...each, stacktrace: { frames: each.stacktrace.frames.map(frame) } };
  return { ...event, level: "fatal", breadcrumbs: { values: [{ message: "other" }] }, exception: { values: (event.exception?.values ?? []).map(exception) } };
}

test("lines, columns, variables and breadcrumbs do not change the group", () => {
  fc.assert(
    fc.property(payload, fc.nat(5000), anything, (sent, lines, vars) => {
      const event = normalizeEvent(wire(sent), context);
      expect(groupEvent(moved(event, lines, wire({ vars }))).hashes).toEqual(groupEvent(event).hashes);
    }),
    { numRuns: 800 },
  );
});
