import { spawn } from "node:child_process";
import path from "node:path";
import { captureException, setTag } from "@vedette/core";
import { matchers, withCapturedEvents, type EventMatchers } from "@vedette/testing";
import { expect, test } from "vitest";

// The matchers in the runners themselves. programs/cart.jest.cjs is the same for Jest, which is not installed here: README.md says how it is run.

declare module "vitest" {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> extends EventMatchers<R> {}
}
expect.extend(matchers);

test("Vitest", async () => {
  const { events, envelopes } = await withCapturedEvents(() => {
    setTag("shop", "eu");
    captureException(new RangeError("cart 77 is empty"));
  });
  expect(events).toContainEvent({ type: "RangeError", value: /77/, handled: true, tags: { shop: "eu" } });
  expect(events).not.toContainEvent({ type: "SyntaxError" });
  expect(envelopes).toContainItem("event");
  expect(envelopes).not.toContainItem("transaction");
  expect(() => expect(events).toContainEvent({ type: "TypeError" })).toThrow(
    'expected RangeError: cart 77 is empty to contain an event like {"type":"TypeError"}',
  );
  expect(() => expect(events).not.toContainEvent({ value: "77" })).toThrow("expected RangeError: cart 77 is empty not to contain an event like");
});

function nodeTest(env: Readonly<Record<string, string>>): Promise<{ readonly code: number | null; readonly output: string }> {
  const program = path.join(import.meta.dirname, "programs/node-test.mjs");
  const child = spawn(process.execPath, ["--conditions=@vedette/source", "--test", "--test-reporter=tap", program], {
    stdio: ["ignore", "pipe", "pipe"],
    // A runner that finds itself below another one would only report to that.
    env: { PATH: process.env["PATH"], ...env },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (part: string) => (output += part));
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("close", (code) => resolve({ code, output }));
  });
}

test("node:test", async () => {
  expect(await nodeTest({})).toMatchObject({ code: 0, output: expect.stringContaining("# pass 1") });
  const { code, output } = await nodeTest({ WRONG: "1" });
  expect(code).toBe(1);
  expect(output).toContain('no event matches {"type":"TypeError","value":"/77/","handled":true,"tags":{"shop":"eu"}}; reported: RangeError: cart 77 is empty');
});
