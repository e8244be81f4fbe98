import { addBreadcrumb, captureException, captureMessage, logger, setTag, startSpan } from "@vedette/core";
import { describe, expect, test } from "vitest";
import { withCapturedEvents } from "./captured-events.ts";
import { startFakeIngest } from "./fake-ingest.ts";
import { assertEvent, matchers, matchesEvent } from "./matchers.ts";

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
