// node --test: passes or, with WRONG in the environment, fails with what was reported.
import { assert, test } from "node:test";
import { captureException, setTag } from "@vedette/core";
import { assertEvent, assertItem, withCapturedEvents } from "@vedette/testing";

assert.register("containsEvent", assertEvent);
assert.register("containsItem", assertItem);

await test("an empty cart is reported", async (t) => {
  const { events, envelopes } = await withCapturedEvents(() => {
    setTag("shop", "eu");
    captureException(new RangeError("cart 77 is empty"));
  });
  const type = process.env["WRONG"] ? "TypeError" : "RangeError";
  t.assert.containsEvent(events, { type, value: /77/, handled: true, tags: { shop: "eu" } });
  t.assert.containsItem(envelopes, "event");
  t.assert.throws(() => assertItem(envelopes, "transaction"), /expected the items event to contain transaction/);
});
