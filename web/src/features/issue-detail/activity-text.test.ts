import { expect, test } from "vitest";

import { activityText } from "./activity-text.ts";

test.each([
  ["set_resolved", {}, "resolved"],
  ["set_resolved_in_release", { version: "" }, "resolved in the next release"],
  ["set_resolved_in_release", { version: "4.2.0" }, "resolved in 4.2.0"],
  ["set_regression", { version: "4.2.0" }, "regressed in 4.2.0"],
  ["set_ignored", { ignoreUntilEscalating: true }, "archived until it escalates"],
  ["set_ignored", { ignoreCount: 100 }, "archived for 100 more events"],
  ["something_new", {}, "something new"],
])("%s %j reads %s", (type, data, text) => {
  expect(activityText({ type, data })).toBe(text);
});
