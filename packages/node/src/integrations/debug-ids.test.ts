import { captureException } from "@vedette/core";
import { withCapturedEvents } from "@vedette/testing";
import { afterEach, expect, test } from "vitest";
import { debugIdsIntegration } from "./debug-ids.ts";

const ID = "083b04c5-99e0-5042-b780-69ea1a097fc7";

afterEach(() => {
  Reflect.deleteProperty(globalThis, "_sentryDebugIds");
});

async function report(stack: string) {
  const error = Object.assign(new Error("x"), { stack });
  const client = debugIdsIntegration();
  const { events } = await withCapturedEvents(() => captureException(error), { integrations: [client] });
  return events[0]?.debug_meta;
}

test("files of the stack get the debug id that their bundle registered", async () => {
  Reflect.set(globalThis, "_sentryDebugIds", {
    "Error\n    at /app/dist/server.js:1:2\n    at node:internal:1:1": ID,
    "Error\n    at /app/dist/other.js:1:2": "other",
  });
  expect(await report("Error: x\n    at pay (/app/dist/server.js:3:4)\n    at run (/app/plain.js:1:1)")).toEqual({
    images: [{ type: "sourcemap", code_file: "/app/dist/server.js", debug_id: ID }],
  });
});

test("without registered ids nothing is added", async () => {
  expect(await report("Error: x\n    at pay (/app/dist/server.js:3:4)")).toBeUndefined();
});
