import { expect, test } from "vitest";
import type { JsonObject } from "../../processing/json/json.ts";
import { itemContext } from "../item-kit.ts";
import { feedbackItem } from "./item.ts";

const eventId = itemContext().eventId;

function finish(payload: JsonObject, context = itemContext()) {
  const fate = feedbackItem.process({ type: "feedback", headers: {}, payload: Buffer.from(JSON.stringify(payload)) }, context);
  if (fate.kind !== "event") throw new Error(`not stored: ${JSON.stringify(fate)}`);
  return fate.event;
}

const widget = { message: "  It hangs\nat the last step ", contact_email: "ada@example.com", name: "Ada", source: "widget", url: "https://x.io/pay?step=2" };

test("what was written is the message; the rest of the form is metadata", () => {
  const { category, normalized, derived } = finish({ contexts: { feedback: { ...widget, associated_event_id: "b".repeat(32) } } });
  expect(category).toBe("feedback");
  expect(normalized).toMatchObject({
    type: "feedback",
    level: "info",
    environment: "production",
    logentry: { formatted: "It hangs\nat the last step" },
    user: { email: "ada@example.com" },
    contexts: { feedback: { name: "Ada", associated_event_id: "b".repeat(32) } },
  });
  expect(derived).toMatchObject({
    title: "User Feedback",
    message: "It hangs\nat the last step",
    metadata: { message: "It hangs\nat the last step", contact_email: "ada@example.com", name: "Ada", source: "widget" },
  });
  expect(Object.fromEntries(derived.tags)).toMatchObject({ url: widget.url, environment: "production", level: "info", user: "email:ada@example.com" });
});

test("what the SDK knows of person and place is kept", () => {
  const { normalized, derived } = finish({
    level: "warning",
    environment: "staging",
    user: { id: "7", email: "known@example.com" },
    request: { url: "https://x.io/pay" },
    contexts: { feedback: widget },
  });
  expect(normalized).toMatchObject({ level: "warning", environment: "staging", user: { id: "7", email: "known@example.com" } });
  expect(Object.fromEntries(derived.tags)["url"]).toBe("https://x.io/pay");
});

test("each is an issue of its own, and the same one when it is processed again", () => {
  const same = { fingerprint: ["mine"], checksum: "c".repeat(32), contexts: { feedback: { message: "slow" } } };
  const first = finish(same).grouping.hashes;
  expect(first).toHaveLength(1);
  expect(finish(same).grouping.hashes).toEqual(first);
  expect(finish(same, itemContext({ eventId: "c".repeat(32) })).grouping.hashes).not.toEqual(first);
});

test.for<[string, JsonObject]>([
  ["no context", {}],
  ["a context that is none", { contexts: { feedback: "hello" } }],
  ["no message", { contexts: { feedback: { name: "Ada" } } }],
  ["a blank message", { contexts: { feedback: { message: " \n" } } }],
  ["a message that is no text", { contexts: { feedback: { message: { a: 1 } } } }],
])("%s: nothing was said", ([, payload]) => {
  expect(feedbackItem.process({ type: "feedback", headers: {}, payload: Buffer.from(JSON.stringify(payload)) }, itemContext())).toMatchObject({
    kind: "rejected",
    outcome: "invalid",
    reason: "empty_feedback",
  });
});

test("a novel is cut", () => {
  const { normalized } = finish({ contexts: { feedback: { message: "x".repeat(5000) } } });
  expect(normalized.logentry?.formatted).toBe(`${"x".repeat(4093)}...`);
});

test("the browser that sent it is known by its request", () => {
  const userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
  const context = itemContext({ userAgent });
  const sent = { contexts: { feedback: { message: "hi" } } };
  expect(finish(sent, context).normalized.request?.headers).toEqual([["User-Agent", userAgent]]);
  expect(finish(sent, itemContext({ userAgent: "sentry.python/2.1" })).normalized.request).toBeUndefined();
  const own = { ...sent, request: { headers: { "user-agent": "Mozilla/5.0 (own)" } } };
  expect(finish(own, context).normalized.request?.headers).toEqual([["User-Agent", "Mozilla/5.0 (own)"]]);
});

test("an exception in it does not make it an error", () => {
  const { normalized, derived } = finish({ exception: { values: [{ type: "E" }] }, contexts: { feedback: { message: "hi" } } });
  expect(normalized).toMatchObject({ event_id: eventId, type: "feedback" });
  expect(normalized.exception).toBeUndefined();
  expect(derived.title).toBe("User Feedback");
});
