import { expect, it } from "vitest";
import type { EventRow, IssueRankingQuery } from "./port.ts";
import { day, event, eventId, firstDay, midnight, user } from "./suite-data.ts";
import type { TelemetryStores } from "./suite.ts";

type Current = () => TelemetryStores;
const everything = { from: midnight - 30 * day, to: midnight + 30 * day };

const append = (current: Current, ...events: readonly EventRow[]) => current().writer.append({ events, attachments: [], rows: [], outcomes: [] });

/** Events that change their issue, and days that leave. */
export function telemetryMoveSuite(current: Current): void {
  const fill = () =>
    append(
      current,
      event(1, { tags: [["a", "x"]], user: user(1) }),
      event(2, { issueId: 2, tags: [["a", "x"]], user: user(1) }),
      event(3, { issueId: 2, tags: [["a", "y"]], user: user(2), timestamp: midnight + day }),
      event(4, { issueId: 3, projectId: 2 }),
    );

  it("merges an issue into another, rows and rollups", async () => {
    const { reader, writer } = current();
    await fill();
    await writer.moveIssue(1, 2, 1);
    await writer.moveIssue(1, 2, 1);
    expect(await reader.issueTotals({ projectIds: [1], range: everything })).toMatchObject([{ issueId: 1, count: 3, users: 2 }]);
    expect(await reader.issueTags({ projectIds: [1], issueId: 1 })).toMatchObject([{ key: "a", totalValues: 3, uniqueValues: 2 }]);
    expect(await reader.issueTags({ projectIds: [1] })).toMatchObject([{ totalValues: 3 }]);
    expect(await reader.events({ projectIds: [1], issueId: 1, filter: [], limit: 10 })).toHaveLength(3);
    expect(await reader.event([2], eventId(4))).toMatchObject({ issueId: 3 });
  });

  it("moves the events of some hashes, or single ones, with their part of the rollups", async () => {
    const { reader, writer } = current();
    const [a, b] = [eventId(0xa), eventId(0xb)];
    const totals = async () => (await reader.issueTotals({ projectIds: [1], range: everything })).toSorted((one, other) => one.issueId - other.issueId);
    await append(
      current,
      event(1, { primaryHash: a, tags: [["t", "x"]], user: user(1), release: "1.0" }),
      event(2, { primaryHash: b, tags: [["t", "x"]], user: user(1), handled: false }),
      event(3, { primaryHash: b, tags: [["t", "y"]], user: user(2), timestamp: midnight + day, release: "2.0" }),
      event(4, { primaryHash: b, projectId: 2, issueId: 9 }),
    );
    const move = { projectId: 1, from: 1, to: 2, which: { kind: "hashes", hashes: [b] } } as const;
    for (let again = 0; again < 2; again++) await writer.moveEvents(move);
    expect(await totals()).toMatchObject([
      { issueId: 1, count: 1, users: 1 },
      { issueId: 2, count: 2, users: 2 },
    ]);
    expect(await reader.issueTags({ projectIds: [1], issueId: 2 })).toMatchObject([{ key: "t", totalValues: 2, uniqueValues: 2 }]);
    expect(await reader.issueTags({ projectIds: [1] })).toMatchObject([{ totalValues: 3 }]);
    expect(await writer.issueFacts(1, 2)).toMatchObject({
      count: 2,
      firstSeen: event(2).timestamp,
      lastSeen: midnight + day,
      latest: { eventId: eventId(3) },
      anyUnhandled: true,
      firstRelease: "2.0",
      lastRelease: "2.0",
    });
    expect((await writer.issueFacts(1, 2)).users).toHaveLength(2);
    expect(await writer.issueFacts(1, 3)).toMatchObject({ count: 0, firstSeen: null, latest: undefined });
    const events = [{ eventId: eventId(3), timestamp: midnight + day, primaryHash: a }];
    await writer.moveEvents({ projectId: 1, from: 2, to: 1, which: { kind: "events", events, token: "there" } });
    // It is no longer in that issue.
    await writer.moveEvents({ projectId: 1, from: 2, to: 7, which: { kind: "events", events, token: "elsewhere" } });
    expect([await writer.movedBy("there"), await writer.movedBy("elsewhere")]).toEqual([[{ oldHash: b, newHash: a, count: 1 }], []]);
    await writer.settleMoved("there");
    expect(await writer.movedBy("there")).toEqual([]);
    expect(await reader.event([1], eventId(3))).toMatchObject({ issueId: 1, primaryHash: a });
    expect(await reader.event([2], eventId(4))).toMatchObject({ issueId: 9, primaryHash: b });
    expect(await totals()).toMatchObject([
      { issueId: 1, count: 2 },
      { issueId: 2, count: 1 },
    ]);
  });

  it("ranks issues by what they come to over days, anew when a day that lies back changes", async () => {
    const { reader, writer } = current();
    const rank = async (by: IssueRankingQuery["by"], more: Partial<IssueRankingQuery> = {}) => {
      const { ids, values } = await reader.rankIssues({ projectIds: [1], range: everything, by, ...more });
      return Array.from(ids, (id, index) => [id, values[index]]);
    };
    await fill();
    for (let again = 0; again < 2; again++) {
      expect(await rank("freq")).toEqual([
        [2, 2],
        [1, 1],
      ]);
      expect(await rank("date")).toEqual([
        [2, midnight + day],
        [1, event(1).timestamp],
      ]);
    }
    expect(await rank("user")).toEqual([
      [2, 2],
      [1, 1],
    ]);
    const filter = [{ kind: "tag", key: "a", anyOf: [{ kind: "exact", value: "x" }], negated: false }] as const;
    expect(await rank("freq", { filter })).toEqual([
      [2, 1],
      [1, 1],
    ]);
    expect(await rank("new", { projectIds: [2] })).toEqual([[3, event(4).timestamp]]);
    expect(await rank("freq", { range: { from: 0, to: 1 } })).toEqual([]);
    await append(current, event(5, { timestamp: event(1).timestamp + 1 }), event(6, { timestamp: event(1).timestamp + 2 }));
    expect(await rank("freq")).toEqual([
      [1, 3],
      [2, 2],
    ]);
    await writer.moveIssue(1, 2, 1);
    expect(await rank("freq")).toEqual([[1, 5]]);
  });

  it("drops whole days while readers have them open", async () => {
    const { reader, writer } = current();
    await fill();
    const before = await reader.usage();
    expect(before.partitions).toBe(2);
    expect(await reader.event([1], eventId(1))).toBeDefined();
    await writer.dropBefore(firstDay + 1);
    expect(await reader.event([1], eventId(1))).toBeUndefined();
    expect((await reader.events({ projectIds: [1, 2], filter: [], limit: 10 })).map(({ seq }) => seq)).toEqual([3]);
    expect(await reader.usage()).toMatchObject({ partitions: 1 });
    await append(current, event(5));
    expect(await reader.event([1], eventId(5))).toBeDefined();
    expect(await reader.event([1], eventId(1))).toBeUndefined();
  });

  it("shows a reader that is there already what a writer adds", async () => {
    const reader = await current().openReader();
    expect(await reader.usage()).toMatchObject({ partitions: 0 });
    expect(await reader.events({ projectIds: [1], filter: [], limit: 10 })).toEqual([]);
    await fill();
    expect(await reader.events({ projectIds: [1], filter: [], limit: 10 })).toHaveLength(3);
    await append(current, event(9));
    expect(await reader.event([1], eventId(9))).toBeDefined();
    await reader.close();
  });
}
