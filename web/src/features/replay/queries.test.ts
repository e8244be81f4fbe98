import { expect, test } from "vitest";

import { canPlay, clockOf, momentsOf } from "./queries.ts";

const event = (type: number, timestamp: number, data: Readonly<Record<string, unknown>> = {}) => ({ type, timestamp, data });

test("a time is told in minutes, and in hours where there are any", () => {
  expect([0, 5400, 65_000, 3_723_000, -5].map(clockOf)).toEqual(["0:00", "0:05", "1:05", "1:02:03", "0:00"]);
});

test("moments are what SDKs noted, from the start, with what went wrong", () => {
  const crumb = (payload: Readonly<Record<string, unknown>>) => ({ tag: "breadcrumb", payload });
  const events = [
    event(4, 1000),
    event(5, 3000, crumb({ category: "ui.click", message: "button#pay" })),
    event(5, 4000, crumb({ category: "ui.slowClickDetected", message: "button#pay" })),
    event(5, 5000, { tag: "performanceSpan", payload: { op: "resource.fetch", description: "/api", data: { statusCode: 500 } } }),
    event(5, 6000, { tag: "options", payload: {} }),
  ];
  expect(momentsOf(events).map(({ at, kind, text, isError }) => [at, kind, text, isError])).toEqual([
    [2000, "ui.click", "button#pay", false],
    [3000, "ui.slowClickDetected", "button#pay", true],
    [4000, "resource.fetch", "/api", true],
  ]);
});

test("a recording plays when it has a whole picture and something after it", () => {
  expect([canPlay([]), canPlay([event(2, 1)]), canPlay([event(4, 1), event(3, 2)]), canPlay([event(2, 1), event(3, 2)])]).toEqual([false, false, false, true]);
});
