import { expect, test } from "vitest";
import { normalizeEvent } from "../normalize/normalize-event.ts";
import { stackFacts } from "./stack-facts.ts";

const context = { receivedAt: 0, sentAt: null, clientIp: null, eventId: "a".repeat(32), authClient: null, envelopeSdk: null, replayId: null, trace: null };
const factsOf = (payload: Parameters<typeof normalizeEvent>[0]) => {
  const facts = stackFacts(normalizeEvent(payload, context));
  return facts === null ? null : JSON.parse(facts.text);
};
const frame = (n: number) => ({ filename: `f${n}.js`, function: `fn${n}`, lineno: n, in_app: n > 1 });

test("frames of all exceptions, the shown one first, from the crash outwards", () => {
  const exception = {
    values: [
      { type: "A", stacktrace: { frames: [frame(1), frame(2)] } },
      { type: "B", stacktrace: { frames: [frame(2), { abs_path: "/srv/app/x.py", module: "app.x", package: "app", colno: 7 }] } },
    ],
  };
  expect(factsOf({ exception })).toEqual({
    m: null,
    f: [
      ["/srv/app/x.py", null, "app.x", null, "app", null, 7, null],
      ["f2.js", "fn2", null, null, null, 2, null, true],
      ["f2.js", "fn2", null, null, null, 2, null, true],
      ["f1.js", "fn1", null, null, null, 1, null, false],
    ],
  });
});

test("events without exceptions have their own stack, or that of the thread that crashed", () => {
  const thread = (id: number, more: object) => ({ id, stacktrace: { frames: [frame(id)] }, ...more });
  expect(factsOf({ message: "x", threads: { values: [thread(1, {}), thread(2, { crashed: true })] } })).toMatchObject({
    f: [expect.arrayContaining(["f2.js"])],
  });
  expect(factsOf({ message: "x", stacktrace: { frames: [frame(3)] } })).toMatchObject({ f: [expect.arrayContaining(["f3.js"])] });
  expect(factsOf({ message: "x" })).toBeNull();
});

test("the thread of the exception is the main one, another one, or unknown", () => {
  const of = (thread: number | null) =>
    factsOf({
      exception: { values: [{ type: "A", ...(thread !== null && { thread_id: thread }), stacktrace: { frames: [frame(1)] } }] },
      threads: { values: [{ id: 1, main: true }, { id: 2 }] },
    })?.m;
  expect([of(1), of(2), of(null)]).toEqual([true, false, null]);
});

test("long stacks are cut, and the same stack has the same digest", () => {
  const frames = Array.from({ length: 250 }, (_, n) => ({ ...frame(n), function: `${n}`.padEnd(200, "x") }));
  const event = normalizeEvent({ exception: { values: [{ type: "A", stacktrace: { frames } }] } }, context);
  const facts = stackFacts(event);
  expect(facts?.text.length).toBeLessThan(17_000);
  expect(facts?.digest).toBe(stackFacts(event)?.digest);
  expect(JSON.parse(facts?.text ?? "").f[0][1]).toMatch(/^249x/);
});
