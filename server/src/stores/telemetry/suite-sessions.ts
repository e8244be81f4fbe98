import { hash } from "node:crypto";
import { expect, it } from "vitest";
import type { TelemetryStores } from "./suite.ts";
import { day, hour, midnight } from "./suite-data.ts";
import type { SessionCounts, SessionQuery, SessionRow, SessionUpdate } from "./sessions.ts";

type Current = () => TelemetryStores;
const everything = { from: midnight - 3 * day, to: midnight + 3 * day };

/** Release health: one session is one session, however its updates come. */
export function telemetrySessionSuite(current: Current): void {
  const appendAll = (sessions: readonly SessionRow[]) => current().writer.append({ events: [], attachments: [], rows: [], outcomes: [], sessions });
  const append = (...sessions: readonly SessionRow[]) => appendAll(sessions);
  const groups = (query: Partial<SessionQuery> = {}) =>
    current().reader.sessions({ projectIds: [1], range: everything, bucketMs: null, by: [], users: true, durations: true, ...query });
  const totals = async (query: Partial<SessionQuery> = {}) => (await groups(query))[0]?.totals;

  it("counts a session once, with the worst that is said of it, in whatever order its updates come", async () => {
    const updates = [
      update(1, { init: true }),
      update(2, { status: "ok", hasErrors: true, order: 2 }),
      update(3, { status: "crashed", hasErrors: true, order: 3 }),
      update(4, { init: true, order: 1 }),
    ];
    const orders = [
      [0, 1, 2, 3],
      [2, 1, 0, 3],
      [3, 2, 1, 0],
      [1, 3, 2, 0],
    ];
    for (const [index, order] of orders.entries()) {
      const sid = `${index}`.repeat(32);
      for (const [position, which] of order.entries()) {
        const { seq: _seq, ...found } = updates[which] ?? update(0);
        await append({ ...found, sid, seq: 1 + index * 4 + position });
      }
    }
    expect((await totals())?.sessions).toEqual({ total: 4, errored: 4, unhandled: 0, abnormal: 0, crashed: 4 });
    expect((await totals())?.users).toMatchObject({ total: 1, errored: 1, crashed: 1 });
  });

  it("changes nothing when a batch comes again after a crash", async () => {
    const batch = [update(1, { init: true }), counts(1, { crashed: 1 }), update(2, { status: "exited", duration: 5000, order: 9 })];
    await append(...batch);
    const before = await groups({ bucketMs: hour });
    await append(...batch);
    expect(await groups({ bucketMs: hour })).toEqual(before);
    expect(before[0]?.totals.sessions).toEqual({ total: 12, errored: 1, unhandled: 0, abnormal: 0, crashed: 1 });
  });

  it("does not count a session of which no update says that it began", async () => {
    await append(update(1, { status: "crashed", hasErrors: true }));
    expect((await totals())?.sessions).toEqual({ total: 0, errored: 1, unhandled: 0, abnormal: 0, crashed: 1 });
  });

  it("finds a session that a corrected clock puts on another day", async () => {
    await append(update(1, { init: true, started: midnight - 60_000 }));
    await append(update(2, { started: midnight + 60_000, status: "unhandled", hasErrors: true, drifted: true }));
    await append(update(3, { init: true, started: midnight + 60_000, drifted: true }));
    expect((await totals())?.sessions).toEqual({ total: 1, errored: 1, unhandled: 1, abnormal: 0, crashed: 0 });
  });

  it("counts a user of several days once in the totals and once in each bucket", async () => {
    await append(
      update(1, { init: true, sid: sid(1), started: midnight, user: 7 }),
      update(2, { init: true, sid: sid(2), started: midnight + hour, user: 7 }),
      update(3, { init: true, sid: sid(3), started: midnight + day, user: 7 }),
      update(4, { init: true, sid: sid(4), started: midnight + day, user: 8, status: "abnormal", hasErrors: true, mechanism: "anr_background" }),
      counts(5, { started: midnight + day, user: 9, crashed: 2 }),
    );
    const [group] = await groups({ bucketMs: day });
    expect(group?.totals.users).toEqual({ total: 3, errored: 2, unhandled: 0, abnormal: 1, crashed: 1, anrForeground: 0, anr: 1 });
    expect(group?.series.map(({ users }) => users.total)).toEqual([0, 0, 0, 1, 3, 0]);
    expect(group?.series.map(({ sessions }) => sessions.total)).toEqual([0, 0, 0, 2, 14, 0]);
  });

  it("estimates the users when there are very many, the same whether of one day or of two", async () => {
    const users = 150_000;
    const sessions = Array.from({ length: users }, (_, index) =>
      counts(1 + index, {
        user: hash("sha1", String(index), "buffer").readUIntBE(0, 6),
        exited: 1,
        crashed: index % 10 === 0 ? 1 : 0,
        started: midnight + (index % 2) * day,
      }),
    );
    await appendAll(sessions);
    const [group] = await groups({ bucketMs: day });
    expect(Math.abs((group?.totals.users.total ?? 0) - users) / users).toBeLessThan(0.02);
    expect(Math.abs((group?.totals.users.crashed ?? 0) - users / 10) / (users / 10)).toBeLessThan(0.05);
    for (const bucket of group?.series.slice(3, 5) ?? []) expect(Math.abs(bucket.users.total - users / 2) / (users / 2)).toBeLessThan(0.02);
    expect(group?.totals.sessions.total).toBe(users * 1.1);
  });

  it("tells projects, releases and environments apart, and reads only what it is asked for", async () => {
    await append(
      update(1, { init: true }),
      update(2, { init: true, sid: sid(2), release: "shop@2" }),
      update(3, { init: true, sid: sid(3), environment: "staging" }),
      { ...update(4, { init: true }), projectId: 2 },
    );
    const by = ["project", "release", "environment"] as const;
    const keys = (await groups({ projectIds: [1, 2], by })).map(({ project, release, environment }) => [project, release, environment].join(" "));
    expect(keys.toSorted()).toEqual(["1 shop@1 production", "1 shop@1 staging", "1 shop@2 production", "2 shop@1 production"]);
    expect((await totals({ releases: ["shop@1"] }))?.sessions.total).toBe(2);
    expect((await totals({ notReleases: ["shop@1"] }))?.sessions.total).toBe(1);
    expect((await totals({ environments: ["staging"] }))?.sessions.total).toBe(1);
    expect(await groups({ projectIds: [3] })).toEqual([]);
    expect((await totals({ range: { from: midnight - hour, to: midnight } }))?.sessions.total).toBeUndefined();
  });

  it("answers percentiles of durations, of the last word that each session has", async () => {
    const ended = (n: number, duration: number, order = 1) => update(n, { init: true, sid: sid(duration), status: "exited", duration: duration * 1000, order });
    await append(...Array.from({ length: 100 }, (_, index) => ended(index + 1, index + 1)));
    await append({ ...ended(101, 1, 0), duration: 999_000 });
    const durations = (await totals())?.durations;
    expect(durations?.avg).toBeCloseTo(50_500, -1);
    for (const [name, seconds] of [
      ["p50", 50],
      ["p90", 90],
      ["p99", 99],
    ] as const) {
      expect(Math.abs((durations?.[name] ?? 0) / (seconds * 1000) - 1)).toBeLessThan(0.011);
    }
  });
}

const sid = (n: number): string => n.toString(16).padStart(32, "0");

function update(seq: number, more: Partial<SessionUpdate> = {}): SessionUpdate & { readonly seq: number; readonly projectId: number } {
  const place = { started: midnight, user: 7, release: "shop@1", environment: "production" };
  const said = { init: false, order: 1, status: "ok", hasErrors: false, duration: null, mechanism: null, drifted: false } as const;
  return { kind: "update", sid: sid(1), ...place, ...said, ...more, seq, projectId: 1 };
}

function counts(seq: number, more: Partial<SessionCounts> = {}): SessionRow {
  const place = { started: midnight, user: null, release: "shop@1", environment: "production" };
  const exited = more.exited ?? 10;
  return { kind: "counts", ...place, errored: 0, unhandled: 0, abnormal: 0, crashed: 0, ...more, exited, seq, projectId: 1 };
}
