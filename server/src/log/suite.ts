import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LogUnavailable, type EventLog, type LogBatch, type LogRecord, type RecordMeta } from "./port.ts";

/** One place that logs are opened at, one after the other, as a server does over its restarts. */
export interface LogPlace {
  readonly open: (committedSeq: number) => Promise<EventLog>;
  readonly read: (batch: LogBatch) => readonly LogRecord[];
  readonly remove: () => Promise<void>;
}

export function recordMeta(more: Partial<RecordMeta> = {}): RecordMeta {
  return {
    endpoint: "envelope",
    projectId: 1,
    keyId: 2,
    receivedAt: 1_700_000_000_000,
    eventId: null,
    clientIp: null,
    userAgent: null,
    origin: null,
    authClient: null,
    ...more,
  };
}

const NO_LIMIT = { records: Number.MAX_SAFE_INTEGER, bytes: Number.MAX_SAFE_INTEGER };

/** Takes and reads everything that a log has to give. */
export function drain(log: EventLog, read: LogPlace["read"], limit = NO_LIMIT): LogRecord[] {
  const records: LogRecord[] = [];
  for (let batch = log.take(limit); batch !== undefined; batch = log.take(limit)) records.push(...read(batch));
  return records;
}

/** What every adapter of the log port must do. */
export function testEventLog(name: string, createPlace: () => Promise<LogPlace>): void {
  describe(`${name}: event log`, () => {
    let place: LogPlace;
    let log: EventLog;
    beforeEach(async () => {
      place = await createPlace();
      log = await place.open(0);
    });
    afterEach(async () => {
      await log.close();
      await place.remove();
    });
    const append = (text: string, more?: Partial<RecordMeta>): Promise<number> => log.append(recordMeta(more), Buffer.from(text));
    const texts = (records: readonly LogRecord[]): string[] => records.map((record) => Buffer.from(record.body).toString());

    it("numbers records from 1 and hands them out once, in order, as they came", async () => {
      const bodies = [Buffer.alloc(0), Buffer.from([0, 10, 255, 0]), Buffer.alloc(3_000_000, 7), Buffer.from("ü")];
      const meta = recordMeta({
        endpoint: "store",
        eventId: "a".repeat(32),
        clientIp: "::1",
        userAgent: "x/1 „ü“",
        origin: "https://a.example",
        authClient: "c/2",
      });
      expect(await Promise.all(bodies.map((body) => log.append(meta, body)))).toEqual([1, 2, 3, 4]);
      expect(await append("later")).toBe(5);
      const records = drain(log, place.read);
      expect(records.map((record) => record.seq)).toEqual([1, 2, 3, 4, 5]);
      expect(records.slice(0, 4).map((record) => Buffer.from(record.body).equals(bodies[record.seq - 1] ?? Buffer.from("?")))).toEqual([
        true,
        true,
        true,
        true,
      ]);
      expect(records[0]?.meta).toEqual(meta);
      expect(log.take(NO_LIMIT)).toBeUndefined();
    });

    it("keeps batches within the limits, but never hands out less than one record", async () => {
      await Promise.all(Array.from({ length: 7 }, (_, index) => append(String(index))));
      const first = log.take({ records: 3, bytes: 1_000_000 });
      expect(first?.records).toBeGreaterThanOrEqual(1);
      expect(first?.records).toBeLessThanOrEqual(3);
      expect(log.take({ records: 100, bytes: 1 })).toMatchObject({ records: 1, firstSeq: (first?.lastSeq ?? 0) + 1 });
      const rest = drain(log, place.read, { records: 2, bytes: 1_000_000 });
      expect(texts(rest)).toEqual(Array.from({ length: 7 }, (_, index) => String(index)).slice((first?.records ?? 0) + 1));
    });

    it("tells its listeners when there is something to take", async () => {
      const taken = new Promise<LogBatch | undefined>((resolve) => log.onDurable(() => resolve(log.take(NO_LIMIT))));
      await append("x");
      expect(await taken).toMatchObject({ firstSeq: 1, lastSeq: 1 });
    });

    it("knows what waits, and since when", async () => {
      await append("one", { receivedAt: 1000 });
      await append("two", { receivedAt: 2000 });
      expect(log.stats()).toMatchObject({ pendingRecords: 2, oldestPendingAt: 1000, lastSeq: 2, committedSeq: 0 });
      expect(log.stats().pendingBytes).toBeGreaterThan(6);
      drain(log, place.read);
      log.commit(1);
      expect(log.stats()).toMatchObject({ pendingRecords: 1, oldestPendingAt: 2000, committedSeq: 1 });
      log.commit(2);
      expect(log.stats()).toMatchObject({ pendingRecords: 0, pendingBytes: 0, oldestPendingAt: null, committedSeq: 2 });
    });

    it("hands out again what was not committed before it was closed", async () => {
      for (const text of ["one", "two", "three"]) await append(text);
      log.take({ records: 2, bytes: 1000 });
      log.commit(1);
      await log.close();
      log = await place.open(1);
      expect(log.stats()).toMatchObject({ pendingRecords: 2, lastSeq: 3, committedSeq: 1 });
      expect(await append("four")).toBe(4);
      expect(drain(log, place.read).map((record) => [record.seq, Buffer.from(record.body).toString()])).toEqual([
        [2, "two"],
        [3, "three"],
        [4, "four"],
      ]);
    });

    it("never gives out a seq again, also when nothing is left of the records", async () => {
      for (const text of ["one", "two"]) await append(text);
      drain(log, place.read);
      log.commit(2);
      await log.close();
      log = await place.open(2);
      expect(log.take(NO_LIMIT)).toBeUndefined();
      expect(await append("three")).toBe(3);
      expect(texts(drain(log, place.read))).toEqual(["three"]);
    });

    it("refuses to take on records once it is closed", async () => {
      const before = append("before");
      const closed = log.close();
      await expect(append("after")).rejects.toBeInstanceOf(LogUnavailable);
      await closed;
      expect(await before).toBe(1);
    });
  });
}
