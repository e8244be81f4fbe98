import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Event, StackFrame } from "../event/event.ts";
import { eventJson } from "./event-json.ts";

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
const read = (value: Event): unknown => JSON.parse(eventJson(value));

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
  expect(eventJson(event(frame({ vars })))).toContain("[Filtered]");
  read(event(frame()));
  BEFORE[0] = "[removed]";
  expect(eventJson(event(frame()))).toContain("[removed]");
  AFTER.push("one more");
  expect(eventJson(event(frame()))).toContain("one more");
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
