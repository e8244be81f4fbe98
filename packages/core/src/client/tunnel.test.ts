import { expect, test } from "vitest";
import { captureMessage } from "../api/capture.ts";
import { logger } from "../telemetry/logs.ts";
import { createTestClient } from "./test-client.ts";

test("everything that goes through a tunnel says whose it is, which a tunnel knows by nothing else", async () => {
  const { client, sent, advance } = createTestClient({
    tunnel: "https://shop.example/tunnel",
    enableLogs: true,
    beforeSend: (event) => (event.message === "dropped" ? null : event),
  });
  captureMessage("dropped");
  captureMessage("kept");
  logger.info("a log");
  const flushed = client.flush(1000);
  await advance(2000);
  expect(await flushed).toBe(true);
  expect(new Set(sent.flatMap(({ items }) => items.map(({ type }) => type)))).toEqual(new Set(["event", "log", "client_report"]));
  expect(new Set(sent.map(({ headers }) => headers["dsn"]))).toEqual(new Set(["https://key@errors.example.com/1"]));
});
