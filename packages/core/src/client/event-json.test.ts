import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Event, StackFrame } from "../event/event.ts";
import { createRedact } from "../scrub/scrub.ts";
import { eventJson } from "./event-json.ts";
import { sanitizeEvent } from "./finish-event.ts";

const options = { depth: 7, breadth: 1000, maxLength: 16384 };
const BEFORE = ["a", "b"];
const AFTER = ["d"];
const frame = (more: Partial<StackFrame> = {}): StackFrame => ({
  filename: "/app/shop.js",
  function: "pay",
  lineno: 3,
  pre_context: BEFORE,
  context_line: "c",
  post_context: AFTER,
  ...more,
});
const event = (...frames: StackFrame[]): Event => ({ event_id: "1", exception: { values: [{ type: "Error", stacktrace: { frames } }] }, level: "error" });
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const read = (value: Event): unknown => JSON.parse(eventJson(value, options));

test("says what JSON.stringify says, also the second time", () => {
  for (const shown of [event(frame()), event(frame()), event(frame({ lineno: 4 })), event(frame(), frame({ in_app: true })), { event_id: "2" }, {}])
    expect(read(shown)).toEqual(plain(shown));
});

test("what a hook changes is sent as changed, whatever was sent before", () => {
  read(event(frame()));
  expect(read(event(frame({ context_line: "changed" })))).toEqual(plain(event(frame({ context_line: "changed" }))));
  const vars = { secret: "1" };
  read(event(frame({ vars })));
  vars.secret = "[Filtered]";
  expect(eventJson(event(frame({ vars })), options)).toContain("[Filtered]");
  read(event(frame()));
  BEFORE[0] = "[removed]";
  expect(eventJson(event(frame()), options)).toContain("[removed]");
  AFTER.push("one more");
  expect(eventJson(event(frame()), options)).toContain("one more");
});

test("whatever hooks leave behind", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (first, second, third) => {
      for (const exception of [
        first,
        { values: first },
        { values: [first, { stacktrace: second }] },
        { values: [{ stacktrace: { frames: [second, third] } }] },
      ]) {
        const shown: Event = JSON.parse(JSON.stringify({ event_id: "1", exception }));
        expect(read(shown)).toEqual(plain(shown));
      }
    }),
  );
});

test("one pass says what sanitizing and JSON.stringify say", () => {
  const tight = { depth: 3, breadth: 4, maxLength: 12, redact: createRedact({}, false) };
  const value = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withObjectString: true, withSet: true, maxDepth: 4 });
  const key = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("password", "toJSON", "__proto__", "session"));
  const record = fc.dictionary(key, fc.oneof(value, fc.string({ unit: "binary" }), fc.constant("https://ada:secret@shop/4111 1111 1111 1111")), { maxKeys: 6 });
  fc.assert(
    fc.property(record, record, fc.string({ unit: "binary" }), (first, second, text) => {
      const circular: Record<string, unknown> = { first };
      circular["self"] = circular;
      const shown: Event = {
        event_id: "1",
        message: text,
        transaction: text,
        logger: text,
        extra: { first, circular },
        contexts: { second, trace: { trace_id: "1", data: first } },
        user: { ...second },
        request: { url: text, headers: { cookie: text, accept: text }, data: first },
        breadcrumbs: [{ message: text, data: second }],
        spans: [{ span_id: "1", trace_id: "2", start_timestamp: 1, timestamp: 2.5, description: text, data: second }],
        exception: { values: [{ type: text, value: text, mechanism: { type: "generic" } }] },
      };
      expect(JSON.parse(eventJson(shown, tight))).toEqual(plain(sanitizeEvent(shown, tight)));
    }),
  );
});
