import { describe, expect, test } from "vitest";
import type { JsonObject } from "../json/json.ts";
import { normalizeEvent } from "../normalize/normalize-event.ts";
import { groupEvent } from "./grouping.ts";
import { likeness, sketchOf, type Sketch } from "./sketch.ts";

const context = { eventId: "a".repeat(32), receivedAt: 0, sentAt: null, clientIp: null, authClient: null, replayId: null };

function sketch(payload: JsonObject): Sketch {
  const made = sketchOf(groupEvent(normalizeEvent({ platform: "python", ...payload }, context)));
  if (made === null) throw new Error("no sketch");
  return made;
}

function failing(type: string, functions: readonly string[]): Sketch {
  const frames = functions.map((name) => ({ function: name, module: "shop.cart", in_app: true, context_line: `${name}()` }));
  return sketch({ exception: { values: [{ type, value: "no", stacktrace: { frames } }] } });
}

const names = Array.from({ length: 20 }, (_, i) => `step_${i}`);
const changed = (at: number) => names.with(at, "other");

describe("likeness", () => {
  test("of the same stack 1, of one with another frame most of it, of another stack next to none", () => {
    const base = failing("E", names).values;
    expect(likeness(base, failing("E", names).values)).toBe(1);
    const near = [0, 5, 10, 15, 19].map((at) => likeness(base, failing("E", changed(at)).values));
    expect(Math.min(...near)).toBeGreaterThan(0.6);
    const far = failing(
      "F",
      names.map((name) => `${name}_b`),
    ).values;
    expect(likeness(base, far)).toBeLessThan(0.2);
  });

  test("of texts goes by their words, without what varies", () => {
    const one = sketch({ logentry: { formatted: "could not reach payment service at 10.0.0.7 after 3 tries today" } });
    const other = sketch({ logentry: { formatted: "could not reach payment service at 10.0.0.9 after 5 tries today, giving up" } });
    const third = sketch({ logentry: { formatted: "user signed in" } });
    expect(likeness(one.values, other.values)).toBeGreaterThan(0.5);
    expect(likeness(one.values, third.values)).toBeLessThan(0.2);
  });
});

test("near duplicates nearly always share a band, strangers do not", () => {
  const base = new Set(failing("E", names).bands);
  const found = names.filter((_, at) => failing("E", changed(at)).bands.some((band) => base.has(band)));
  expect(found.length).toBeGreaterThan(15);
  const strangers = Array.from({ length: 200 }, (_, i) => failing(`T${i}`, [`a${i}`, `b${i}`, `c${i}`]));
  expect(strangers.filter(({ bands }) => bands.some((band) => base.has(band)))).toEqual([]);
});

test("what is grouped by a fingerprint alone has none", () => {
  expect(sketchOf(groupEvent(normalizeEvent({ platform: "python", logentry: { formatted: "x" }, fingerprint: ["mine"] }, context)))).toBeNull();
});
