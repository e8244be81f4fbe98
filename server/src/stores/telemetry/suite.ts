import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EventRow, TelemetryReader, TelemetryWriter } from "./port.ts";
import { attachment, day, event, eventId, hour, midnight, outcome, user } from "./suite-data.ts";
import { telemetryFilterSuite } from "./suite-filters.ts";
import { telemetryMoveSuite } from "./suite-moves.ts";
import { telemetrySessionSuite } from "./suite-sessions.ts";
import { telemetryRowSuite } from "./suite-rows.ts";
import { telemetryTableSuite } from "./suite-tables.ts";

export interface TelemetryStores {
  readonly writer: TelemetryWriter;
  readonly reader: TelemetryReader;
  /** Another reader, which has not looked at anything yet. */
  openReader(): Promise<TelemetryReader>;
  dispose(): Promise<void>;
}

export interface TelemetryCapabilities {
  /** Values of one tag of one issue that a day lists; more are only counted. Null: no limit. */
  readonly distinctValuesPerDay: number | null;
}

type Current = () => TelemetryStores;
const everything = { from: midnight - 30 * day, to: midnight + 30 * day };

/** What every adapter of the telemetry port must do. `open` makes an empty store. */
export function telemetrySuite(capabilities: TelemetryCapabilities, open: () => Promise<TelemetryStores>): void {
  let stores: TelemetryStores;
  beforeEach(async () => {
    stores = await open();
  });
  afterEach(() => stores.dispose());
  const current: Current = () => stores;
  describe("append", () => {
    appendSuite(current);
  });
  describe("events", () => {
    eventSuite(current);
  });
  describe("filters", () => {
    telemetryFilterSuite(current);
  });
  describe("rows", () => {
    telemetryRowSuite(current);
  });
  describe("tables", () => {
    telemetryTableSuite(current);
  });
  describe("sessions", () => {
    telemetrySessionSuite(current);
  });
  describe("rollups", () => {
    rollupSuite(current, capabilities);
  });
  describe("moving and dropping", () => {
    telemetryMoveSuite(current);
  });
}

const append = (current: Current, ...events: readonly EventRow[]) => current().writer.append({ events, attachments: [], rows: [], outcomes: [] });

function appendSuite(current: Current): void {
  it("gives every field back", async () => {
    const full = event(1, {
      timestamp: midnight + 0.25,
      type: "csp",
      level: "fatal",
      message: "a\u0000b \u{1f600}",
      logger: "root",
      environment: "prod",
      release: "shop@1",
      dist: "7",
      transaction: "GET /",
      handled: false,
      traceId: "t".repeat(32),
      spanId: "s".repeat(16),
      sdk: "sentry.python",
      user: { tag: "id:7", id: "7", email: "a@b.c", username: "ada", ip: "::1" },
      tags: [
        ["404", "x"],
        ["__proto__", "y"],
        ["a.b", ""],
        ['we"ird', "z"],
      ],
    });
    await append(current, full, event(2));
    expect(await current().reader.event([1], eventId(1))).toEqual(full);
    expect(await current().reader.event([1], eventId(2))).toEqual(event(2));
    expect(await current().reader.event([1], eventId(3))).toBeUndefined();
  });

  it("undoes what came after a record, as often as it is told, and takes it again", async () => {
    const { writer, reader } = current();
    const look = async () => ({
      events: await reader.events({ projectIds: [1], filter: [], limit: 10 }),
      // When something was seen first and last stays what it was.
      totals: (await reader.issueTotals({ projectIds: [1], range: everything })).map(({ issueId, count, users }) => [issueId, count, users]),
      tags: (await reader.issueTags({ projectIds: [1], issueId: 1 })).map(({ key, totalValues }) => [key, totalValues]),
      attachments: [await reader.attachments(1, eventId(1)), await reader.attachments(1, eventId(2))],
      outcomes: await reader.recentOutcomes([1], 10),
      series: [...(await reader.projectSeries({ projectIds: [1], range: everything, bucketMs: day }))],
    });
    await writer.append({ events: [event(1, { tags: [["a", "b"]] })], attachments: [attachment(1)], rows: [], outcomes: [outcome(1)] });
    await writer.addOutcomes([outcome(0, { eventId: null })]);
    const before = await look();
    const later = {
      events: [event(2, { user: user(1), tags: [["a", "b"]] }), event(3, { timestamp: midnight + day })],
      attachments: [attachment(2)],
      rows: [],
      outcomes: [outcome(3), outcome(3, { eventId: null, reason: "unknown_item" })],
    };
    await writer.append(later);
    const after = await look();
    expect([after.events.length, after.outcomes.length]).toEqual([3, 4]);
    for (let again = 0; again < 2; again++) await writer.undoAfter(1);
    expect(await look()).toEqual(before);
    await writer.append(later);
    expect(await look()).toEqual(after);
    await writer.undoAfter(3);
    expect(await look()).toEqual(after);
    await writer.undoAfter(2);
    expect((await look()).events.map(({ seq }) => seq).toSorted((one, other) => one - other)).toEqual([1, 2]);
  });

  it("writes rows again with the issue and the hash that they have now", async () => {
    const { reader, writer } = current();
    const [old, now] = ["0a".repeat(16), "0b".repeat(16)];
    const tags = [["a", "b"]] as const;
    await append(current, event(1, { tags, user: user(1), primaryHash: old }), event(2, { tags, primaryHash: old }));
    await writer.undoAfter(1);
    await append(current, event(2, { issueId: 5, tags, primaryHash: now }));
    expect(await reader.event([1], eventId(2))).toMatchObject({ issueId: 5, primaryHash: now });
    const totals = await reader.issueTotals({ projectIds: [1], range: everything });
    expect(totals.map(({ issueId, count }) => [issueId, count])).toEqual([
      [1, 1],
      [5, 1],
    ]);
    expect(await reader.issueTags({ projectIds: [1], issueId: 5 })).toMatchObject([{ key: "a", totalValues: 1 }]);
    expect(await reader.issueTags({ projectIds: [1] })).toMatchObject([{ key: "a", totalValues: 2 }]);
  });

  it("knows the seq of what is stored, per project and day", async () => {
    await append(current, event(7));
    const { projectId, timestamp } = event(7);
    const keys = [event(7), { projectId: 2, eventId: eventId(7), timestamp }, event(8), { projectId, eventId: eventId(7), timestamp: midnight + 3 * day }];
    expect(await current().writer.storedSeq(keys)).toEqual([7, undefined, undefined, undefined]);
  });

  it("finds the issue of an event on any day", async () => {
    await append(current, event(1, { issueId: 3, timestamp: midnight - 5 * day }), event(2, { issueId: 4 }));
    const { writer } = current();
    const issues = [event(1), event(2), event(3), event(1, { projectId: 9 })].map(({ projectId, eventId }) => writer.issueOf(projectId, eventId));
    expect(await Promise.all(issues)).toEqual([3, 4, undefined, undefined]);
  });

  it("takes events that are late by days, in a batch with fresh ones", async () => {
    await append(current, event(1, { timestamp: midnight + 3 * day }));
    await append(current, event(2, { timestamp: midnight - 5 * day }), event(3, { timestamp: midnight + 3 * day + 1 }));
    const events = await current().reader.events({ projectIds: [1], filter: [], limit: 10 });
    expect(events.map(({ seq }) => seq)).toEqual([3, 1, 2]);
  });
}

function eventSuite(current: Current): void {
  const seqs = async (query: Partial<Parameters<TelemetryReader["events"]>[0]>) => {
    const rows = await current().reader.events({ projectIds: [1], filter: [], limit: 100, ...query });
    return rows.map(({ seq }) => seq);
  };
  /** 1 to 6 over three days; 3 and 4 at the same moment; 5 of another issue; 6 of another project. */
  const fill = () =>
    append(
      current,
      event(1),
      event(2, { timestamp: midnight + day }),
      event(3, { timestamp: midnight + day + hour }),
      event(4, { timestamp: midnight + day + hour }),
      event(5, { timestamp: midnight + 2 * day, issueId: 2 }),
      event(6, { timestamp: midnight + 2 * day + 1, issueId: 3, projectId: 2 }),
    );

  it("lists newest or oldest first, ties by id", async () => {
    await fill();
    expect(await seqs({})).toEqual([5, 4, 3, 2, 1]);
    expect(await seqs({ order: "oldest" })).toEqual([1, 2, 3, 4, 5]);
    expect(await seqs({ issueId: 1, limit: 2 })).toEqual([4, 3]);
    expect(await seqs({ projectIds: [2, 1], limit: 2 })).toEqual([6, 5]);
  });

  it("goes on after a row, also in the middle of a tie and across days", async () => {
    await fill();
    for (const order of ["newest", "oldest"] as const) {
      const found: number[] = [];
      for (let last: EventRow | undefined; ;) {
        const [row] = await current().reader.events({ projectIds: [1, 2], filter: [], limit: 1, order, ...(last === undefined ? {} : { after: last }) });
        if (row === undefined) break;
        found.push(row.seq);
        last = row;
      }
      expect(found).toEqual(order === "newest" ? [6, 5, 4, 3, 2, 1] : [1, 2, 3, 4, 5, 6]);
    }
  });

  it("keeps to a half open range", async () => {
    await fill();
    expect(await seqs({ range: { from: midnight + day, to: midnight + 2 * day } })).toEqual([4, 3, 2]);
    expect(await seqs({ range: { from: midnight + 1, to: midnight + day + 1 } })).toEqual([2, 1]);
  });

  it("names the neighbours of an event within its issue", async () => {
    await fill();
    const row = await current().reader.event([1], eventId(3));
    if (row === undefined) throw new Error("event 3 is missing");
    expect(await current().reader.neighbours(row, [])).toEqual({ previous: eventId(2), next: eventId(4), first: eventId(1), last: eventId(4) });
  });

  it("answers nothing of other projects, whatever is asked for", async () => {
    const { reader, writer } = current();
    await fill();
    await writer.append({
      events: [],
      attachments: [attachment(6, { projectId: 2 })],
      rows: [],
      outcomes: [outcome(7, { projectId: 2, eventId: eventId(6) })],
    });
    expect(await reader.event([1], eventId(6))).toBeUndefined();
    expect(await seqs({ issueId: 3 })).toEqual([]);
    expect(await reader.attachments(1, eventId(6))).toEqual([]);
    expect(await reader.outcomes([1], eventId(6))).toEqual([]);
    expect(await reader.recentOutcomes([1], 10)).toEqual([]);
    expect(await reader.issueTags({ projectIds: [1], issueId: 3 })).toEqual([]);
    expect(await reader.issueTotals({ projectIds: [1], issueIds: [3], range: everything })).toEqual([]);
    const series = await reader.issueSeries({ projectIds: [1], issueIds: [3], range: everything, bucketMs: 60 * day });
    expect(series.get(3)?.every((count) => count === 0)).toBe(true);
    expect(await seqs({ projectIds: [] })).toEqual([]);
    expect(await reader.event([], eventId(1))).toBeUndefined();
  });

  it("finds attachments and outcomes of an event, and the newest outcomes", async () => {
    const { reader, writer } = current();
    await writer.append({
      events: [event(1)],
      attachments: [attachment(1), attachment(1, { id: "1001", name: "b" })],
      rows: [],
      outcomes: [outcome(1), outcome(2, { eventId: null })],
    });
    await writer.append({ events: [], attachments: [], rows: [], outcomes: [outcome(3, { receivedAt: midnight + day })] });
    expect(await reader.attachments(1, eventId(1))).toEqual([attachment(1), attachment(1, { id: "1001", name: "b" })]);
    expect(await reader.outcomes([1, 2], eventId(1))).toEqual([outcome(1)]);
    expect((await reader.recentOutcomes([1], 2)).map(({ seq }) => seq)).toEqual([3, 2]);
  });
}

function rollupSuite(current: Current, { distinctValuesPerDay }: TelemetryCapabilities): void {
  it("counts per bucket and issue, filled with zeros", async () => {
    const { reader } = current();
    await append(current, event(1), event(61), event(62), event(63, { issueId: 2 }), event(64, { timestamp: midnight + day, environment: "prod" }));
    const query = { projectIds: [1], range: { from: midnight, to: midnight + 3 * hour }, bucketMs: hour };
    expect(await reader.issueSeries({ ...query, issueIds: [1, 2, 9] })).toEqual(
      new Map([
        [1, [1, 2, 0]],
        [2, [0, 1, 0]],
        [9, [0, 0, 0]],
      ]),
    );
    expect(await reader.projectSeries(query)).toEqual(new Map([[1, [1, 3, 0]]]));
    const daily = { projectIds: [1], issueIds: [1], range: { from: midnight, to: midnight + 2 * day }, bucketMs: day };
    expect(await reader.issueSeries(daily)).toEqual(new Map([[1, [3, 1]]]));
    expect(await reader.issueSeries({ ...daily, environments: ["prod"] })).toEqual(new Map([[1, [0, 1]]]));
    expect(await reader.issueSeries({ ...daily, environments: [""] })).toEqual(new Map([[1, [3, 0]]]));
  });

  it("counts buckets under an hour from the events themselves", async () => {
    await append(current, event(1), event(2), event(16));
    const query = { projectIds: [1], range: { from: midnight, to: midnight + hour }, bucketMs: hour / 4 };
    expect(await current().reader.projectSeries(query)).toEqual(new Map([[1, [2, 1, 0, 0]]]));
    expect(await current().reader.projectSeries({ ...query, environments: ["prod"] })).toEqual(new Map([[1, [0, 0, 0, 0]]]));
  });

  it("totals events and distinct users of issues in a range", async () => {
    const { reader } = current();
    await append(
      current,
      event(1, { user: user(1) }),
      event(2, { user: user(2), environment: "prod" }),
      event(3, { user: user(1), timestamp: midnight + day }),
      event(4, { user: user(3), timestamp: midnight + day + hour }),
      event(5, { issueId: 2, timestamp: midnight + day }),
    );
    const totals = async (query: Partial<Parameters<TelemetryReader["issueTotals"]>[0]>) =>
      (await reader.issueTotals({ projectIds: [1], range: everything, ...query })).toSorted((a, b) => a.issueId - b.issueId);
    expect(await totals({})).toEqual([
      { issueId: 1, count: 4, users: 3, firstSeen: midnight + 60_000, lastSeen: midnight + day + hour },
      { issueId: 2, count: 1, users: 0, firstSeen: midnight + day, lastSeen: midnight + day },
    ]);
    expect(await totals({ issueIds: [2] })).toHaveLength(1);
    expect(await totals({ range: { from: midnight, to: midnight + day + hour } })).toMatchObject([
      { issueId: 1, count: 3, users: 2 },
      { issueId: 2, count: 1 },
    ]);
    expect(await totals({ environments: ["prod"] })).toMatchObject([{ issueId: 1, count: 1, users: 1 }]);
    expect(await totals({ filter: [{ kind: "field", field: "user.id", anyOf: [{ kind: "exact", value: "1" }], negated: false }] })).toMatchObject([
      { issueId: 1, count: 2, users: 1 },
    ]);
  });

  it("summarizes tags of an issue and of a project over days", async () => {
    const { reader } = current();
    const tag = (browser: string): Pick<EventRow, "tags"> => ({
      tags: [
        ["browser", browser],
        ["os", "Linux"],
      ],
    });
    await append(
      current,
      event(1, tag("Firefox")),
      event(2, tag("Chrome")),
      event(3, { ...tag("Firefox"), timestamp: midnight + day, environment: "prod" }),
      event(4, { ...tag("Safari"), issueId: 2 }),
    );
    expect(await reader.issueTags({ projectIds: [1], issueId: 1 })).toEqual([
      {
        key: "browser",
        totalValues: 3,
        uniqueValues: 2,
        topValues: [
          { value: "Firefox", count: 2, firstSeen: midnight + 60_000, lastSeen: midnight + day },
          { value: "Chrome", count: 1, firstSeen: midnight + 120_000, lastSeen: midnight + 120_000 },
        ],
      },
      { key: "os", totalValues: 3, uniqueValues: 1, topValues: [{ value: "Linux", count: 3, firstSeen: midnight + 60_000, lastSeen: midnight + day }] },
    ]);
    expect(await reader.issueTags({ projectIds: [1], issueId: 1, environments: ["prod"] })).toMatchObject([
      { key: "browser", totalValues: 1 },
      { key: "os", totalValues: 1 },
    ]);
    expect(await reader.issueTags({ projectIds: [1], issueId: 1, range: { from: midnight + day, to: midnight + 2 * day } })).toMatchObject([
      { totalValues: 1 },
      { totalValues: 1 },
    ]);
    const values = await reader.tagValues({ projectIds: [1], key: "browser", limit: 2, offset: 1 });
    expect(values.map(({ value, count }) => [value, count])).toEqual([
      ["Safari", 1],
      ["Chrome", 1],
    ]);
    expect(await reader.tagValues({ projectIds: [2], key: "browser", limit: 2, offset: 0 })).toEqual([]);
  });

  it("summarizes tags of rare and of frequent issues alike, however their events arrive and move", async () => {
    const { reader, writer } = current();
    const some = (from: number, count: number, issueId: number) =>
      Array.from({ length: count }, (_, index) => event(from + index, { issueId, timestamp: midnight + from + index, tags: [["n", String(index % 3)]] }));
    const totals = async (issueId?: number) => {
      const [tag] = await reader.issueTags({ projectIds: [1], ...(issueId === undefined ? {} : { issueId }) });
      return [tag?.totalValues, ...(tag?.topValues.map(({ count }) => count) ?? [])];
    };
    await append(current, ...some(1, 30, 1), ...some(101, 300, 2));
    expect(await totals(1)).toEqual([30, 10, 10, 10]);
    expect(await totals(2)).toEqual([300, 100, 100, 100]);
    for (let from = 1001; from < 1100; from += 9) await append(current, ...some(from, 9, 1));
    expect(await totals(1)).toEqual([129, 43, 43, 43]);
    await append(current, ...some(2001, 3, 3), ...some(2101, 3, 4));
    await writer.moveIssue(1, 3, 1);
    await writer.moveIssue(1, 2, 4);
    expect(await totals(1)).toEqual([132, 44, 44, 44]);
    expect(await totals(4)).toEqual([303, 101, 101, 101]);
    expect(await totals()).toEqual([435, 145, 145, 145]);
    await append(current, ...some(3001, 3, 4));
    expect(await totals(4)).toEqual([306, 102, 102, 102]);
  });

  it.runIf(distinctValuesPerDay !== null)("lists a limited number of values of a tag, and counts all", async () => {
    const limit = distinctValuesPerDay ?? 0;
    const total = limit + 500;
    for (let from = 1; from <= total; from += 250) {
      await append(
        current,
        ...Array.from({ length: 250 }, (_, index) => event(from + index, { timestamp: midnight + from + index, tags: [["request", `r${from + index}`]] })),
      );
    }
    const [tags] = await current().reader.issueTags({ projectIds: [1], issueId: 1 });
    expect(tags?.totalValues).toBe(total);
    expect(tags?.uniqueValues).toBe(limit);
    const found = await current().reader.events({
      projectIds: [1],
      limit: 10,
      filter: [{ kind: "tag", key: "request", anyOf: [{ kind: "exact", value: `r${total}` }], negated: false }],
    });
    expect(found).toHaveLength(1);
  });
}
