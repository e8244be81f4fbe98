// jest: passes or, with WRONG in the environment, fails with what was reported.
const { captureException, setTag } = require("@vedette/core");
const { matchers, withCapturedEvents } = require("@vedette/testing");

expect.extend(matchers);

test("an empty cart is reported", async () => {
  const { events, envelopes } = await withCapturedEvents(() => {
    setTag("shop", "eu");
    captureException(new RangeError("cart 77 is empty"));
  });
  const type = process.env.WRONG ? "TypeError" : "RangeError";
  expect(events).toContainEvent({ type, value: /77/, handled: true, tags: { shop: "eu" } });
  expect(events).not.toContainEvent({ type: "SyntaxError" });
  expect(events).toEqual([expect.objectContaining({ level: "error" })]);
  expect(envelopes).toContainItem("event");
  expect(envelopes).not.toContainItem("transaction");
});
