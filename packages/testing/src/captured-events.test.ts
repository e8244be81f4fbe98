import { addBreadcrumb, captureException, captureMessage, logger, setTag, startSpan, type Event } from "@vedette/core";
import { describe, expect, test, vi } from "vitest";
import { withCapturedEvents } from "./captured-events.ts";
import { startFakeIngest } from "./fake-ingest.ts";
import { assertEvent, matchers, matchesEvent, type EventCriteria } from "./matchers.ts";

class CartError extends Error {
  override readonly name = "CartError";
}

test("returns what would have been sent, and the result", async () => {
  const captured = await withCapturedEvents(
    () => {
      setTag("cart", 77);
      addBreadcrumb({ message: "opened" });
      captureException(new CartError("cart 77 is empty"));
      logger.warn("look out");
      startSpan({ name: "checkout" }, () => undefined);
      return "done";
    },
    { tracesSampleRate: 1 },
  );
  expect(captured).toMatchObject({
    result: "done",
    events: [{ tags: { cart: 77 }, breadcrumbs: [{ message: "opened" }] }],
    transactions: [{ transaction: "checkout" }],
    logs: [{ level: "warn", body: "look out" }],
  });
});

test("one after the other sees only its own", async () => {
  const first = await withCapturedEvents(() => captureMessage("first"));
  const second = await withCapturedEvents(() => captureMessage("second"));
  expect([first, second].map(({ events }) => events.map(({ message }) => message))).toEqual([["first"], ["second"]]);
});

test("an error in the callback goes on to the caller", async () => {
  await expect(withCapturedEvents(() => Promise.reject(new CartError("x")))).rejects.toThrow("x");
});

test("at the same time each sees only its own, without init", async () => {
  const names = ["first", "second", "third"];
  const all = await Promise.all(
    names.map((name, index) =>
      withCapturedEvents(async () => {
        setTag("name", name);
        for (let step = index; step < names.length; step++) await Promise.resolve();
        captureMessage(name);
      }),
    ),
  );
  expect(all.map(({ events }) => events.map(({ message, tags }) => [message, tags]))).toEqual(names.map((name) => [[name, { name }]]));
});

test("an event that does not come through is told", async () => {
  const hanging = withCapturedEvents(() => captureMessage("lost"), { beforeSend: () => new Promise(() => undefined) });
  await expect(hanging).rejects.toThrow("what was captured did not come through within 3000 ms");
});

test("fake timers hold nothing up", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "setImmediate", "queueMicrotask", "Date"] });
  try {
    const { events } = await withCapturedEvents(() => captureMessage("hello"));
    expect(events).toMatchObject([{ message: "hello" }]);
  } finally {
    vi.useRealTimers();
  }
});

describe("matchers", () => {
  test("find events by what they say", async () => {
    const { events, envelopes } = await withCapturedEvents(() => captureException(new CartError("cart 77 is empty"), { tags: { shop: "eu" } }));
    expect(assertEvent(events, { type: "CartError", value: /77/, handled: true, tags: { shop: "eu" } })).toBe(events[0]);
    expect(() => assertEvent(events, { type: "OrderError" })).toThrow('no event matches {"type":"OrderError"}; reported: CartError: cart 77 is empty');
    expect(matchesEvent({ message: "hello" }, { message: "ell", level: "info" })).toBe(false);
    expect(matchers.toContainEvent(events, { level: "error" }).pass).toBe(true);
    expect(matchers.toContainItem(envelopes, "transaction")).toMatchObject({ pass: false });
    expect(matchers.toContainItem(envelopes, "transaction").message()).toBe("expected the items event to contain transaction");
  });

  test("say what differs behind equal titles", async () => {
    const { events } = await withCapturedEvents(() =>
      captureException(new CartError("empty"), { tags: { shop: "eu" }, user: { id: 7, email: "a@b.at" }, extra: { cart: { id: 77 } } }),
    );
    expect(matchesEvent(events[0] ?? {}, { user: { id: 7 }, extra: { cart: { id: 77 } } })).toBe(true);
    expect(matchers.toContainEvent(events, { type: "CartError", level: "fatal", tags: { shop: "us" }, user: { id: 8 } }).message()).toBe(
      'expected CartError: empty (level is "error", tags.shop is "eu", user.id is 7) to contain an event like {"type":"CartError","level":"fatal","tags":{"shop":"us"},"user":{"id":8}}',
    );
  });

  test("refuse what they cannot compare", async () => {
    const { events } = await withCapturedEvents(() => captureMessage("hello"));
    const misspelt: EventCriteria = { ...JSON.parse('{"tag":{"shop":"eu"}}') };
    expect(() => matchesEvent(events[0] ?? {}, misspelt)).toThrow("events cannot be matched by tag; by type, value,");
    const nothing: Event[] = JSON.parse("null");
    expect(() => assertEvent(nothing, {})).toThrow("an array of events is needed, as withCapturedEvents returns it; this is null");
  });
});

test("the fake ingest answers like a server, or as badly as it is told", async () => {
  const ingest = await startFakeIngest();
  const post = (body: string): Promise<Response> => fetch(`${ingest.url}/api/42/envelope/`, { method: "POST", body });
  const envelope = '{"event_id":"1fdcb8318f674377b1aeffbd74e5aaa5"}\n{"type":"event"}\n{"event_id":"1fdcb8318f674377b1aeffbd74e5aaa5"}\n';
  expect(await (await post(envelope)).json()).toEqual({ id: "1fdcb8318f674377b1aeffbd74e5aaa5" });
  expect(await ingest.waitFor((all) => all.length === 1)).toHaveLength(1);
  ingest.answerWith({ status: 429, headers: { "retry-after": "1" } });
  expect((await post(envelope)).status).toBe(429);
  ingest.answerWith("reset");
  await expect(post(envelope)).rejects.toThrow("fetch failed");
  expect(ingest.envelopes).toHaveLength(1);
  await ingest.stop();
});
