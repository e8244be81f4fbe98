import { expect, test } from "vitest";

import { activityText, otherIssue } from "./activity-text.ts";

test.each([
  ["set_resolved", {}, "resolved"],
  ["set_resolved_in_release", { version: "" }, "resolved in the next release"],
  ["set_resolved_in_release", { version: "4.2.0" }, "resolved in 4.2.0"],
  ["set_regression", { version: "4.2.0" }, "regressed in 4.2.0"],
  ["set_ignored", { ignoreUntilEscalating: true }, "archived until it escalates"],
  ["set_ignored", { ignoreCount: 100 }, "archived for 100 more events"],
  ["set_ignored", { ignoreCount: 1 }, "archived for one more event"],
  ["assigned", { assigneeType: "user", assigneeEmail: "kai@example.com", assigneeName: "Kai" }, "assigned to Kai"],
  ["merge", { issues: [{ id: "2" }] }, "merged another issue into this one"],
  ["merge", { issues: [{ id: "2" }, { id: "3" }] }, "merged 2 issues into this one"],
  ["unmerge_source", { destination: { id: "7" } }, "unmerged a part into an issue of its own"],
  ["unmerge_destination", { source: { id: "3" } }, "unmerged from another issue"],
  ["reprocess", { eventCount: 1 }, "let one event follow the grouping rules"],
  ["reprocess", { eventCount: 12 }, "let 12 events follow the grouping rules"],
  ["something_new", {}, "something new"],
])("%s %j reads %s", (type, data, text) => {
  expect(activityText({ type, data })).toBe(text);
});

test("an unmerge leads to the issue at its other end", () => {
  expect(otherIssue({ type: "unmerge_source", data: { destination: { id: "7" } } })).toBe("7");
  expect(otherIssue({ type: "unmerge_destination", data: { source: { id: "3" } } })).toBe("3");
  expect(otherIssue({ type: "merge", data: { issues: [{ id: "2" }] } })).toBeUndefined();
});

test("whoever takes an issue on assigns it to themselves", () => {
  const data = { assignee: "7", assigneeType: "user", assigneeName: "Kai" };
  expect(activityText({ type: "assigned", data })).toBe("assigned to Kai");
  expect(activityText({ type: "assigned", data, user: { id: "7" } })).toBe("assigned to themselves");
  expect(activityText({ type: "assigned", data: { ...data, assigneeType: "team" }, user: { id: "7" } })).toBe("assigned to Kai");
});
