import { expect, test } from "vitest";
import { itemContext } from "../item-kit.ts";
import type { Fate, ItemContext } from "../define-item.ts";
import type { SessionUpdate } from "../../stores/telemetry/sessions.ts";
import { defaultFilters } from "../../project-settings/filter-options.ts";
import { defaultProjectSettings } from "../../project-settings/project-settings.ts";
import { sessionItem } from "./item.ts";

const { receivedAt } = itemContext();
const minute = 60_000;
const attrs = { release: "shop@1", environment: "staging" };
const sid = "2930fef3e0494664bde53cb6ea82addd";

const fateOf = (payload: object, context: Partial<ItemContext> = {}): Fate =>
  sessionItem.process({ type: "session", headers: {}, payload: Buffer.from(JSON.stringify(payload)) }, itemContext(context));

function update(payload: object, context: Partial<ItemContext> = {}): SessionUpdate {
  const fate = fateOf({ started: receivedAt / 1000 - 60, attrs, sid, ...payload }, context);
  const [session] = fate.kind === "sessions" ? fate.sessions : [];
  if (session?.kind !== "update") throw new Error(JSON.stringify(fate));
  return session;
}

test("reads what an SDK says of a session", () => {
  expect(update({ init: true, did: 7, errors: 0, status: "exited", duration: 1.5, seq: 3 })).toEqual({
    kind: "update",
    sid,
    init: true,
    order: 3,
    started: receivedAt - minute,
    status: "exited",
    hasErrors: false,
    duration: 1500,
    user: update({ did: "7" }).user,
    mechanism: null,
    drifted: false,
    release: "shop@1",
    environment: "staging",
  });
  expect(update({ did: "7" }).user).toBeLessThan(2 ** 48);
});

test.each([
  [{ status: "crashed" }, { hasErrors: true, status: "crashed" }],
  [
    { status: "ok", errors: 2 },
    { hasErrors: true, status: "ok" },
  ],
  [
    { status: "abnormal", abnormal_mechanism: "anr_foreground" },
    { mechanism: "anr_foreground", hasErrors: true },
  ],
  [
    { status: "on holiday", errors: 0 },
    { status: "ok", hasErrors: false },
  ],
  [{ status: "crashed", duration: 4 }, { duration: null }],
  [{ did: "00000000-0000-0000-0000-000000000000" }, { user: null }],
  [{ did: "" }, { user: null }],
  [{ sid: "2930FEF3-E049-4664-BDE5-3CB6EA82ADDD" }, { sid }],
  [{ timestamp: new Date(receivedAt).toISOString() }, { order: receivedAt }],
  [{ attrs: { release: " shop@1 ", environment: "a/b" } }, { release: "shop@1", environment: "production" }],
  [{ attrs: { release: 3 } }, { release: "3", environment: "production" }],
])("%j", (payload, wanted) => {
  expect(update(payload)).toMatchObject(wanted);
});

test("a session without an id is one of its own, and the same one in a replay", () => {
  const own = update({ sid: "nonsense" }).sid;
  expect(own).toMatch(/^[0-9a-f]{32}$/);
  expect(update({ sid: "nonsense" }).sid).toBe(own);
  expect(update({ sid: "nonsense" }, { eventId: "b".repeat(32) }).sid).not.toBe(own);
});

test("a clock that is wrong by days is corrected by when the request was sent", () => {
  const wrong = receivedAt - 30 * 86_400_000;
  expect(update({ started: wrong / 1000 - 60 }, { sentAt: wrong })).toMatchObject({ started: receivedAt - minute, drifted: true });
});

test.each([
  [{ attrs: {} }, "no_release"],
  [{ attrs: undefined }, "no_release"],
  [{ attrs: { release: "latest" } }, "invalid_release"],
  [{ started: undefined }, "invalid_session"],
  [{ started: "yesterday" }, "invalid_session"],
  [{ started: receivedAt / 1000 - 6 * 86_400 }, "timestamp"],
  [{ started: receivedAt / 1000 + 120 }, "timestamp"],
  [{ timestamp: receivedAt / 1000 + 120 }, "timestamp"],
  [{ status: 7 }, "invalid_session"],
])("%j is dropped with the reason %s", (payload, reason) => {
  expect(fateOf({ started: receivedAt / 1000 - 60, attrs, sid, ...payload })).toMatchObject({ kind: "rejected", outcome: "invalid", reason });
});

test("is left out by the project's filters", () => {
  const project = { ...defaultProjectSettings, filters: { ...defaultFilters, releases: ["shop@*"] } };
  expect(fateOf({ started: receivedAt / 1000, attrs, sid }, { project })).toMatchObject({ kind: "rejected", outcome: "filtered", reason: "release-version" });
});
