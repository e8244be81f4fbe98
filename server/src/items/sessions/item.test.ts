import { expect, test } from "vitest";
import { itemContext } from "../item-kit.ts";
import { sessionsItem } from "./item.ts";

const { receivedAt } = itemContext();
const attrs = { release: "shop@1" };

const fateOf = (payload: object) => sessionsItem.process({ type: "sessions", headers: {}, payload: Buffer.from(JSON.stringify(payload)) }, itemContext());

test("reads counts of sessions by the minute in which they started", () => {
  const started = new Date(receivedAt - 90_500).toISOString();
  expect(fateOf({ attrs, aggregates: [{ started, exited: 10, errored: 2, crashed: 1 }] })).toEqual({
    kind: "sessions",
    sessions: [
      {
        kind: "counts",
        started: receivedAt - 120_000,
        user: null,
        release: "shop@1",
        environment: "production",
        exited: 10,
        errored: 2,
        unhandled: 0,
        abnormal: 0,
        crashed: 1,
      },
    ],
    detail: null,
  });
});

test("leaves out groups that cannot be counted, and says so", () => {
  const old = receivedAt / 1000 - 6 * 86_400;
  const fate = fateOf({
    attrs,
    aggregates: [
      { started: old, exited: 1 },
      { started: receivedAt / 1000, exited: -3, errored: "2", crashed: 1 },
    ],
  });
  expect(fate).toMatchObject({ kind: "sessions", sessions: [{ exited: 0, errored: 0, crashed: 1 }] });
  expect(fate.kind === "sessions" && fate.detail).toMatch(/^1 of 2 groups/);
});

test.each([
  [{ aggregates: [{ started: receivedAt / 1000 }] }, "no_release"],
  [{ attrs, aggregates: [] }, "invalid_session"],
  [{ attrs, aggregates: {} }, "invalid_session"],
  [{ attrs, aggregates: [7] }, "invalid_session"],
  [{ attrs, aggregates: [{ started: receivedAt / 1000 - 6 * 86_400, exited: 1 }] }, "timestamp"],
])("%j is dropped with the reason %s", (payload, reason) => {
  expect(fateOf(payload)).toMatchObject({ kind: "rejected", outcome: "invalid", reason });
});
