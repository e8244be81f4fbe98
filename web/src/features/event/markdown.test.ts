import { expect, test } from "vitest";

import type { EventShape } from "../../api/shapes.ts";
import { eventMarkdown } from "./markdown.ts";

const event: Pick<EventShape, "eventID" | "dateCreated" | "platform" | "entries" | "tags"> = {
  eventID: "a".repeat(32),
  dateCreated: "2026-11-21T12:00:00Z",
  platform: "node",
  entries: [
    { type: "exception", data: { values: [{ type: "TypeError", value: "a ``` fence within" }] } },
    { type: "breadcrumbs", data: { values: [{ timestamp: "2026-11-21T11:59:59Z", category: "http", message: "GET /" }] } },
  ],
  tags: [{ key: "release", value: "4.2.0" }],
};

test("an event as Markdown, with fences that its own text cannot close", () => {
  const text = eventMarkdown({ shortId: "SHOP-1", title: "TypeError: x", culprit: "POST /checkout", permalink: "http://host/issues/1" }, event);
  expect(text).toContain("# SHOP-1: TypeError: x");
  expect(text).toContain("````\nTypeError: a ``` fence within\n````");
  expect(text).toContain("2026-11-21T11:59:59Z http [info] GET /");
  expect(text).toContain("- release: 4.2.0");
});
