import { expect, test } from "vitest";
import { normalizeEvent } from "../normalize/normalize-event.ts";
import type { JsonObject } from "../json/json.ts";
import { compareGroupings } from "./compare.ts";
import { groupEvent } from "./grouping.ts";

function grouped(type: string, functions: readonly string[], more: JsonObject = {}) {
  const frames = functions.map((name) => ({ function: name, module: "shop.cart", in_app: true }));
  const payload = { platform: "python", exception: { values: [{ type, value: "no", stacktrace: { frames } }] }, ...more };
  return groupEvent(normalizeEvent(payload, { eventId: "a".repeat(32), receivedAt: 0, sentAt: null, clientIp: null, authClient: null, replayId: null }));
}

test("events of one hash share it, and every part stands beside its equal", () => {
  const { shared, variants } = compareGroupings(grouped("E", ["a", "b"]), grouped("E", ["a", "b"]));
  expect(shared).toHaveLength(1);
  expect(variants.map(({ name }) => name)).toEqual(["app"]);
  expect(variants[0]?.parts.map(({ left, right }) => [left, right])).toEqual([
    ["E", "E"],
    ["shop.cart · a", "shop.cart · a"],
    ["shop.cart · b", "shop.cart · b"],
  ]);
});

test("what differs is paired by its kind, what one event lacks stands alone", () => {
  const { shared, variants } = compareGroupings(grouped("E", ["main", "retry", "load", "call"]), grouped("F", ["main", "store", "call"]));
  expect(shared).toEqual([]);
  expect(variants[0]?.parts.map(({ path, left, right }) => [path.at(-1), left, right])).toEqual([
    ["type", "E", "F"],
    ["frame", "shop.cart · main", "shop.cart · main"],
    ["frame", "shop.cart · retry", "shop.cart · store"],
    ["frame", "shop.cart · load", null],
    ["frame", "shop.cart · call", "shop.cart · call"],
  ]);
});

test("a fingerprint counts as a part, and variants that only one event has are shown", () => {
  const { variants } = compareGroupings(grouped("E", ["a"], { fingerprint: ["{{ default }}", "eu"] }), grouped("E", ["a"], { fingerprint: ["mine"] }));
  expect(variants.map(({ name, left, right, parts }) => [name, left?.contributes ?? false, right?.contributes ?? false, parts.length])).toEqual([
    ["app", true, false, 4],
    ["custom_client_fingerprint", false, true, 1],
  ]);
});
