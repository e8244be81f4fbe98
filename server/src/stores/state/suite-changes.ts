import { expect, it } from "vitest";
import type { IssueSubstatus } from "../../query/model.ts";
import type { StatusDetails } from "./model.ts";
import type { StateReader, StateWriter } from "./port.ts";
import { assign, hour, noon, request, seed } from "./suite-data.ts";

/** Status, regression and snoozes of `api.md` §4.3, with their activity. */
export function issueChangeSuite(current: () => { readonly reader: StateReader; readonly writer: StateWriter }): void {
  const change = (status: "unresolved" | "resolved" | "ignored", details: StatusDetails = {}, substatus: IssueSubstatus | null = null, at = noon + 1) =>
    current().writer.updateIssues({ projectIds: [1], ids: [1], at, userId: 1, status: { status, substatus, details } });
  const issue = () => current().reader.issue([1], 1);
  const lastActivity = async () => (await current().reader.activity(1, 1))[0];
  const event = async (lastSeen: number, changes: Parameters<typeof request>[1] = {}) =>
    (await assign(current().writer, request(["a"], { lastSeen, ...changes })))[0];
  const start = async (changes: Parameters<typeof request>[1] = {}) => {
    await seed(current().writer);
    await assign(current().writer, request(["a"], changes));
  };

  it("resolves, and any later event brings the issue back", async () => {
    await start();
    await change("resolved");
    expect(await issue()).toMatchObject({ status: "resolved", substatus: null, resolvedAt: noon + 1, forReview: false, statusDetails: {} });
    expect(await lastActivity()).toMatchObject({ type: "set_resolved", userId: 1, data: {} });
    expect(await event(noon - hour, { latest: { receivedAt: noon + hour } })).toMatchObject({ isRegression: false });
    expect(await issue()).toMatchObject({ status: "resolved", timesSeen: 2 });
    expect(await event(noon + hour, { releases: ["2.0"] })).toMatchObject({ isRegression: true });
    expect(await issue()).toMatchObject({ status: "unresolved", substatus: "regressed", resolvedAt: null, forReview: true });
    expect(await lastActivity()).toMatchObject({ type: "set_regression", userId: null, data: { event_id: "ab".repeat(16), version: "2.0" } });
    expect(await event(noon + 2 * hour)).toMatchObject({ isRegression: false });
  });

  it("resolved in a release: that release and later ones bring it back, older ones and none do not", async () => {
    await start({ releases: ["shop@1.9.0"] });
    await change("resolved", { inRelease: "shop@1.10.0" });
    expect(await issue()).toMatchObject({ statusDetails: { inRelease: "shop@1.10.0", actorUserId: 1 } });
    expect(await lastActivity()).toMatchObject({ type: "set_resolved_in_release", data: { version: "shop@1.10.0" } });
    expect(await event(noon + hour, { releases: ["shop@1.9.9"] })).toMatchObject({ isRegression: false });
    expect(await event(noon + hour)).toMatchObject({ isRegression: false });
    expect(await event(noon + hour, { releases: ["shop@1.10.0"] })).toMatchObject({ isRegression: true });
    expect(await lastActivity()).toMatchObject({ data: { version: "shop@1.10.0", resolved_in_version: "shop@1.10.0", follows_semver: true } });
  });

  it("resolved in the next release: only a release newer than the newest of then brings it back", async () => {
    await start({ releases: ["shop@2.0.0"] });
    await event(noon, { releases: ["shop@2.1.0"] });
    await change("resolved", { inNextRelease: true });
    expect(await lastActivity()).toMatchObject({ type: "set_resolved_in_release", data: { version: "", current_release_version: "shop@2.1.0" } });
    expect(await event(noon + hour, { releases: ["shop@2.1.0"] })).toMatchObject({ isRegression: false });
    expect(await event(noon + hour, { releases: ["shop@2.0.5"] })).toMatchObject({ isRegression: false });
    expect(await event(noon + hour, { releases: ["shop@2.1.1"] })).toMatchObject({ isRegression: true });
  });

  it("orders releases that are no semantic versions by when they were first heard of", async () => {
    await start({ releases: ["zebra"] });
    await event(noon + 1, { releases: ["apple"] });
    await change("resolved", { inNextRelease: true }, null, noon + 2);
    expect(await event(noon + hour, { releases: ["zebra"] })).toMatchObject({ isRegression: false });
    expect(await event(noon + 2 * hour, { releases: ["aardvark"] })).toMatchObject({ isRegression: true });
  });

  it("leaves an issue alone that is resolved already", async () => {
    await start();
    await change("resolved");
    await change("resolved", {}, null, noon + 5);
    expect(await issue()).toMatchObject({ resolvedAt: noon + 1 });
    expect(await current().reader.activity(1, 10)).toHaveLength(2);
  });

  it.each([
    [{}, "archived_forever"],
    [{ untilEscalating: true }, "archived_until_escalating"],
    [{ ignoreCount: 3 }, "archived_until_condition_met"],
  ] as const)("ignores with %j as %s", async (details, substatus) => {
    await start();
    await change("ignored", details);
    expect(await issue()).toMatchObject({ status: "ignored", substatus, forReview: false });
    expect(await lastActivity()).toMatchObject({ type: "set_ignored" });
    await event(noon + hour, { count: details === undefined ? 0 : 2 });
    expect(await issue()).toMatchObject({ status: "ignored" });
  });

  it("counts events from the moment of ignoring", async () => {
    await start({ count: 100 });
    await change("ignored", { ignoreCount: 10 });
    await event(noon + 1, { count: 9 });
    expect(await issue()).toMatchObject({ status: "ignored", statusDetails: { ignoreCount: 10 } });
    await event(noon + 2);
    expect(await issue()).toMatchObject({ status: "unresolved", substatus: "escalating", statusDetails: {}, forReview: true });
    expect(await lastActivity()).toMatchObject({ type: "set_unresolved", userId: null });
  });

  it("counts only the events within the window", async () => {
    await start();
    await change("ignored", { ignoreCount: 3, ignoreWindow: 60 });
    await event(noon + 1, { count: 2 });
    await event(noon + 2 * hour, { count: 2 });
    expect(await issue()).toMatchObject({ status: "ignored" });
    await event(noon + 2.5 * hour);
    expect(await issue()).toMatchObject({ status: "unresolved", substatus: "escalating" });
  });

  it("counts new users from the moment of ignoring, and any users within a window", async () => {
    await start({ users: ["id:1", "id:2"] });
    await change("ignored", { ignoreUserCount: 2 });
    await event(noon + 1, { users: ["id:1", "id:2", "id:3"] });
    expect(await issue()).toMatchObject({ status: "ignored" });
    await event(noon + 2, { users: ["id:4"] });
    expect(await issue()).toMatchObject({ status: "unresolved" });
    await change("ignored", { ignoreUserCount: 2, ignoreUserWindow: 60 }, null, noon + 3);
    await event(noon + hour, { users: ["id:1"] });
    await event(noon + 3 * hour, { users: ["id:2"] });
    expect(await issue()).toMatchObject({ status: "ignored" });
    await event(noon + 3 * hour, { users: ["id:1"] });
    expect(await issue()).toMatchObject({ status: "unresolved" });
  });

  it("wakes with the first event after the time", async () => {
    await start();
    await change("ignored", { ignoreUntil: noon + hour });
    await event(noon + hour - 1);
    expect(await issue()).toMatchObject({ status: "ignored" });
    await event(noon + hour);
    expect(await issue()).toMatchObject({ status: "unresolved" });
  });

  it("lets time alone end a snooze and make a new issue ongoing, once", async () => {
    await start();
    const { reader, writer } = current();
    await assign(writer, request(["b"]));
    await change("ignored", { ignoreUntil: noon + hour });
    expect(await writer.ageIssues(noon + hour - 1)).toEqual([]);
    expect(await writer.ageIssues(noon + hour)).toEqual([{ projectId: 1, id: 1 }]);
    expect(await issue()).toMatchObject({ status: "unresolved", substatus: "ongoing", statusDetails: {} });
    expect(await lastActivity()).toMatchObject({ type: "set_unresolved", userId: null, data: { expired_snooze: { ignoreUntil: noon + hour } } });
    expect(await writer.ageIssues(noon + 7 * 24 * hour)).toEqual([{ projectId: 1, id: 2 }]);
    expect(await reader.issue([1], 2)).toMatchObject({ substatus: "ongoing" });
    expect(await reader.activity(2, 1)).toMatchObject([{ type: "auto_set_ongoing", data: { afterDays: 7 } }]);
    expect(await writer.ageIssues(noon + 7 * 24 * hour)).toEqual([]);
  });

  it("names what an issue becomes when it is unresolved by hand", async () => {
    await start();
    await change("ignored");
    await change("unresolved");
    expect(await issue()).toMatchObject({ status: "unresolved", substatus: "new" });
    await change("ignored");
    await change("unresolved", {}, null, noon + 8 * 24 * hour);
    expect(await issue()).toMatchObject({ substatus: "ongoing" });
    await change("resolved");
    await change("unresolved");
    expect(await issue()).toMatchObject({ substatus: "regressed", resolvedAt: null });
    expect(await lastActivity()).toMatchObject({ type: "set_unresolved" });
  });

  it("applies priority, assignee, review, seen and bookmark, each with its activity, once", async () => {
    await start();
    const { reader, writer } = current();
    const all = {
      projectIds: [1],
      ids: [1],
      at: noon,
      userId: 1,
      priority: "low",
      assignedTo: { kind: "user", id: 1 },
      reviewed: true,
      seen: true,
      bookmarked: true,
    } as const;
    await writer.updateIssues(all);
    await writer.updateIssues(all);
    expect(await issue()).toMatchObject({ priority: "low", priorityLockedAt: noon, assignedTo: { kind: "user", id: 1 }, forReview: false });
    const activity = await reader.activity(1, 10);
    expect(activity.map(({ type }) => type)).toEqual(["mark_reviewed", "assigned", "set_priority", "first_seen"]);
    expect(activity[1]?.data).toEqual({ assignee: "1", assigneeType: "user", assigneeEmail: "ada@example.com" });
    expect(await reader.seenBy(1)).toEqual([{ userId: 1, at: noon }]);
    expect(await reader.seenAmong(1, [1, 2])).toEqual([1]);
    expect(await reader.bookmarkedBy(1, [1, 2])).toEqual([1]);
    await writer.updateIssues({ projectIds: [1], ids: [1], at: noon, userId: 1, assignedTo: null, bookmarked: false, seen: false });
    expect(await issue()).toMatchObject({ assignedTo: null });
    expect(await reader.bookmarkedBy(1, [1])).toEqual([]);
    expect(await reader.seenBy(1)).toEqual([]);
    expect(await lastActivity()).toMatchObject({ type: "unassigned" });
  });

  it("keeps notes, which only their author changes", async () => {
    await start();
    const { reader, writer } = current();
    const note = await writer.addNote(1, 1, "looking");
    expect(await issue()).toMatchObject({ numComments: 1 });
    expect(await writer.updateNote(1, note.id, null, "stolen")).toBeUndefined();
    expect(await writer.updateNote(1, note.id, 1, "found")).toMatchObject({ data: { text: "found" } });
    expect(await writer.deleteNote(1, note.id, null)).toBe(false);
    expect(await writer.deleteNote(1, note.id, 1)).toBe(true);
    expect(await issue()).toMatchObject({ numComments: 0 });
    expect(await reader.activity(1, 10)).toHaveLength(1);
  });

  it("changes and deletes only issues of the projects it is given", async () => {
    await start();
    const { reader, writer } = current();
    const status = { status: "resolved", substatus: null, details: {} } as const;
    expect(await writer.updateIssues({ projectIds: [2], ids: [1], at: noon, userId: 1, status })).toEqual([]);
    expect(await issue()).toMatchObject({ status: "unresolved" });
    expect(await writer.deleteIssues([2], [1])).toEqual([]);
    expect(await writer.deleteIssues([1], [1, 9])).toEqual([{ projectId: 1, id: 1 }]);
    expect(await issue()).toBeUndefined();
    expect(await reader.hashes(1)).toEqual([]);
    expect(await event(noon)).toEqual({ issueId: 2, isNew: true, isRegression: false });
  });
}
