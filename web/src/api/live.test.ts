import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { live } from "./live.ts";

/** Node has no EventSource, and breaks of minutes cannot be waited for. */
class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static newest: FakeSource;
  readyState = 1;

  constructor() {
    super();
    FakeSource.newest = this;
  }

  close(): void {
    this.readyState = FakeSource.CLOSED;
  }

  status(): void {
    this.dispatchEvent(new MessageEvent("status", { data: JSON.stringify({ lagMs: 3 }) }));
  }

  fail(readyState: number): void {
    this.readyState = readyState;
    this.dispatchEvent(new Event("error"));
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", FakeSource);
});
afterEach(() => {
  live.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a break that the browser mends at once is not spoken of, but the lists read again", () => {
  const opened = vi.fn<(isFirst: boolean) => void>();
  const off = live.onOpen(opened);
  live.open("acme");
  FakeSource.newest.status();
  FakeSource.newest.fail(0);
  vi.advanceTimersByTime(2000);
  expect(live.state).toEqual({ kind: "live", lagMs: 3 });
  FakeSource.newest.status();
  vi.advanceTimersByTime(60_000);
  expect(live.state).toEqual({ kind: "live", lagMs: 3 });
  expect(opened.mock.calls).toEqual([[true], [false]]);
  off();
});

test("a longer break is told with when it began, through refused attempts, until the stream is back", () => {
  live.open("acme");
  FakeSource.newest.status();
  const since = Date.now();
  FakeSource.newest.fail(FakeSource.CLOSED);
  const first = FakeSource.newest;
  vi.advanceTimersByTime(4000);
  expect(live.state).toEqual({ kind: "offline", since });
  vi.advanceTimersByTime(1000);
  expect(FakeSource.newest).not.toBe(first);
  FakeSource.newest.fail(FakeSource.CLOSED);
  vi.advanceTimersByTime(4900);
  expect(live.state).toEqual({ kind: "offline", since });
  vi.advanceTimersByTime(100);
  FakeSource.newest.status();
  vi.advanceTimersByTime(60_000);
  expect(live.state).toEqual({ kind: "live", lagMs: 3 });
});
