import { expect, test } from "vitest";
import type { RecordMeta } from "../log/port.ts";
import type { MonitorSignal } from "../stores/state/model.ts";
import { startMonitorClock } from "./monitor-clock.ts";

const noon = Date.UTC(2026, 4, 10, 12);

async function start() {
  const time = { now: noon, oldestPendingAt: null as number | null, committedSeq: 0 };
  const calls: string[] = [];
  const appended: { readonly meta: RecordMeta; readonly body: string }[] = [];
  let signals: MonitorSignal[] = [];
  const clock = await startMonitorClock({
    clock: { now: () => time.now },
    log: {
      stats: () => ({ ...time, pendingRecords: 0, pendingBytes: 0, lastSeq: 0, diskBytes: 0 }),
      append: async (meta, body) => appended.push({ meta, body: Buffer.from(body).toString() }),
    },
    reader: { monitorSignals: async () => signals },
    events: {
      event: async (_projects, eventId) => (eventId === "e1" ? JSON.parse('{"issueId":77}') : undefined),
    },
    writer: {
      noteMonitorOutage: async (now) => void calls.push(`outage ${now - noon}`),
      tickMonitors: async (now) => void calls.push(`tick ${now - noon}`),
      logMonitorSignal: async (id, seq) => {
        signals = signals.map((signal) => (signal.id === id ? { ...signal, seq } : signal));
      },
      removeMonitorSignals: async (ids) => {
        signals = signals.filter(({ id }) => !ids.includes(id));
      },
      updateIssues: async ({ ids, status }) => {
        calls.push(`${status?.status} ${ids.join()}`);
        return [];
      },
    },
  });
  const signal = (id: number, kind: MonitorSignal["kind"], eventId: string): void =>
    void signals.push({ id, projectId: 1, kind, eventId, payload: `{"event_id":"${eventId}"}`, seq: null });
  return { time, calls, appended, tick: () => clock.tick(), signal, left: () => signals.map(({ id }) => id) };
}

test("ticks once a minute, and never past what waits to be processed", async () => {
  const { time, calls, tick } = await start();
  await tick();
  await tick();
  time.now += 70_000;
  time.oldestPendingAt = noon + 30_000;
  await tick();
  time.oldestPendingAt = null;
  await tick();
  expect(calls).toEqual(["outage 0", "tick 0", "tick 70000"]);
});

test("a failure goes through the log once, and the issue is resolved after its events are stored", async () => {
  const { time, calls, appended, tick, signal, left } = await start();
  signal(1, "failure", "e1");
  signal(2, "resolved", "e1");
  await tick();
  await tick();
  expect(appended).toMatchObject([{ meta: { endpoint: "store", eventId: "e1" }, body: '{"event_id":"e1"}' }]);
  expect(left()).toEqual([1, 2]);
  time.committedSeq = 1;
  await tick();
  expect(calls.at(-1)).toBe("resolved 77");
  expect(left()).toEqual([]);
});

test("a resolution without an issue is dropped", async () => {
  const { calls, tick, signal, left } = await start();
  signal(1, "resolved", "e9");
  await tick();
  expect(left()).toEqual([]);
  expect(calls).not.toContain("resolved 77");
});
