import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CommittedFacts, IssueFact } from "../pipeline/facts.ts";
import { createLiveHub, type LiveBatch, type LiveListener, type LiveStatus } from "./hub.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const idle: LiveStatus = { lagMs: 0, pendingRecords: 0, pendingBytes: 0 };
const issue = (issueId: number, projectId: number, events = 1, isNew = false): IssueFact => ({ issueId, projectId, events, isNew, isRegression: false });
const commit = (lastSeq: number, ...issues: IssueFact[]): CommittedFacts => ({ lastSeq, at: 0, issues, rows: [], events: issues.length, outcomes: 0 });

function listen(...projectIds: number[]) {
  const batches: LiveBatch[] = [];
  const other: unknown[] = [];
  const state = { ready: true, unknown: new Set<number>() };
  const listener: LiveListener = {
    sees: (projectId) => (state.unknown.has(projectId) ? undefined : projectIds.includes(projectId)),
    ready: () => state.ready,
    batch: (batch) => batches.push(batch),
    status: (status) => other.push(status),
    heartbeat: () => other.push("heartbeat"),
    end: () => other.push("end"),
  };
  return { listener, batches, other, state };
}

test("a listener hears of its own projects, gathered to five messages a second", () => {
  const hub = createLiveHub({ status: () => idle });
  const { listener, batches } = listen(1);
  hub.subscribe(listener);
  hub.publish(commit(10, issue(7, 1, 2, true), issue(8, 2)));
  hub.publish(commit(11, issue(7, 1, 3), issue(9, 1)));
  hub.publish(commit(12, issue(8, 2)));
  expect(batches).toEqual([]);
  vi.advanceTimersByTime(200);
  expect(batches).toEqual([{ id: 12, events: 6, issues: [issue(7, 1, 5, true), issue(9, 1)], rows: [], incomplete: false }]);
  vi.advanceTimersByTime(1000);
  expect(batches).toHaveLength(1);
});

test("rows of other tables are told by project and table, and nothing of other projects", () => {
  const hub = createLiveHub({ status: () => idle });
  const { listener, batches } = listen(1);
  hub.subscribe(listener);
  hub.publish({
    ...commit(3),
    rows: [
      { projectId: 1, dataset: "spans", rows: 4 },
      { projectId: 2, dataset: "logs", rows: 9 },
    ],
  });
  hub.publish({
    ...commit(4),
    rows: [
      { projectId: 1, dataset: "spans", rows: 2 },
      { projectId: 1, dataset: "logs", rows: 1 },
    ],
  });
  vi.advanceTimersByTime(200);
  const rows = [
    { projectId: 1, dataset: "spans", rows: 6 },
    { projectId: 1, dataset: "logs", rows: 1 },
  ];
  expect(batches).toEqual([{ id: 4, events: 0, issues: [], rows, incomplete: false }]);
  hub.publish({ ...commit(5), rows: [{ projectId: 2, dataset: "logs", rows: 9 }] });
  vi.advanceTimersByTime(200);
  expect(batches).toHaveLength(1);
});

test("a slow listener costs bounded memory and is told to read again", () => {
  const hub = createLiveHub({ status: () => idle });
  const { listener, batches, state } = listen(1);
  hub.subscribe(listener);
  state.ready = false;
  for (let id = 1; id <= 2000; id++) hub.publish(commit(id, issue(id, 1)));
  vi.advanceTimersByTime(60_000);
  expect(batches).toEqual([]);
  state.ready = true;
  vi.advanceTimersByTime(200);
  expect(batches).toMatchObject([{ id: 2000, events: 2000, incomplete: true }]);
  expect(batches[0]?.issues).toHaveLength(500);
});

test("status at once and every two seconds, heartbeats, an end; nothing after leaving", () => {
  let lagMs = 5;
  const hub = createLiveHub({ status: () => ({ ...idle, lagMs }) });
  const one = listen(1);
  const two = listen(1);
  const leave = hub.subscribe(one.listener);
  hub.subscribe(two.listener);
  expect(one.other).toEqual([{ ...idle, lagMs: 5 }]);
  lagMs = 90;
  vi.advanceTimersByTime(2000);
  expect(one.other.at(-1)).toEqual({ ...idle, lagMs: 90 });
  leave();
  const heard = one.other.length;
  vi.advanceTimersByTime(15_000);
  hub.close();
  expect(one.other).toHaveLength(heard);
  expect(two.other.filter((message) => message === "heartbeat")).toHaveLength(1);
  expect(two.other.at(-1)).toBe("end");
  expect(vi.getTimerCount()).toBe(0);
});

test("changes of a project that is not known yet wait until it is, and are dropped when it is somebody else's", () => {
  const hub = createLiveHub({ status: () => idle });
  const { listener, batches, state } = listen(1, 2);
  hub.subscribe(listener);
  state.unknown = new Set([2, 3]);
  hub.publish(commit(1, issue(7, 1), issue(8, 2), issue(9, 3)));
  vi.advanceTimersByTime(200);
  expect(batches).toMatchObject([{ events: 1, issues: [issue(7, 1)] }]);
  state.unknown = new Set();
  vi.advanceTimersByTime(200);
  expect(batches.slice(1)).toEqual([{ id: 1, events: 1, issues: [issue(8, 2)], rows: [], incomplete: false }]);
});
