import { expect, it } from "vitest";
import type { NewUserReport } from "./port/user-reports.ts";
import type { StateStores } from "./suite.ts";
import { assign, noon, request, seed } from "./suite-data.ts";

const minute = 60_000;

function report(changes: Partial<NewUserReport> = {}): NewUserReport {
  return {
    projectId: 1,
    eventId: "a".repeat(32),
    issueId: null,
    name: "Ada",
    email: "ada@example.com",
    comments: "It hangs",
    receivedAt: noon,
    ...changes,
  };
}

/** What every adapter must do with what users write about events. */
export function userReportSuite(current: () => StateStores): void {
  const save = (...reports: readonly NewUserReport[]) => current().writer.ingest((transaction) => transaction.saveUserReports(reports));
  const link = (eventId: string, issueId: number, projectId = 1) =>
    current().writer.ingest((transaction) => transaction.linkUserReports([{ projectId, eventId, issueId }]));

  it("keeps what comes before its event, and links it then", async () => {
    const { reader, writer } = current();
    await seed(writer);
    await assign(writer, request(["a"]), request(["b"]));
    expect(await save(report())).toEqual(["stored"]);
    expect(await reader.userReports(1, { offset: 0, limit: 10 })).toEqual([]);
    await link("b".repeat(32), 2);
    await link("a".repeat(32), 2, 7);
    expect(await reader.userReport(1, "a".repeat(32))).toMatchObject({ issueId: null, comments: "It hangs" });
    await link("a".repeat(32), 1);
    await link("a".repeat(32), 2);
    expect(await reader.userReports(1, { offset: 0, limit: 10 })).toEqual([{ id: 1, ...report(), issueId: 1 }]);
    expect(await reader.userReportCount(1)).toBe(1);
    expect(await reader.userReportCount(2)).toBe(0);
  });

  it("lists those of an issue newest first, and loses them with it", async () => {
    const { reader, writer } = current();
    await seed(writer);
    await assign(writer, request(["a"]));
    const events = ["1", "2", "3"].map((digit) => digit.repeat(32));
    await save(...events.map((eventId, n) => report({ eventId, issueId: 1, receivedAt: noon + n })));
    expect((await reader.userReports(1, { offset: 0, limit: 2 })).map(({ eventId }) => eventId)).toEqual([events[2], events[1]]);
    expect((await reader.userReports(1, { offset: 2, limit: 2 })).map(({ eventId }) => eventId)).toEqual([events[0]]);
    await writer.deleteIssues([1], [1]);
    expect(await reader.userReport(1, events[0] ?? "")).toBeUndefined();
    // An event of an issue that is gone: kept, as if the event had not come.
    expect(await save(report({ issueId: 1 }))).toEqual(["stored"]);
    expect(await reader.userReport(1, "a".repeat(32))).toMatchObject({ issueId: null });
  });

  it("lets a second report correct the first for five minutes", async () => {
    const { reader, writer } = current();
    await seed(writer);
    expect(await save(report(), report({ comments: "It hangs, still", receivedAt: noon + 5 * minute }))).toEqual(["stored", "stored"]);
    expect(await save(report({ comments: "Too late", receivedAt: noon + 5 * minute + 1 }))).toEqual(["duplicate"]);
    expect(await reader.userReport(1, "a".repeat(32))).toMatchObject({ comments: "It hangs, still", receivedAt: noon });
  });

  it("says so when the project is gone", async () => {
    await seed(current().writer);
    expect(await save(report({ projectId: 7 }), report())).toEqual(["gone", "stored"]);
  });
}
