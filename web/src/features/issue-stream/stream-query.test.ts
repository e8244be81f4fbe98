import { expect, test } from "vitest";

import { activeTab, queryTerms, tabQuery, withTerm } from "./stream-query.ts";

test("quotes and brackets keep their blanks", () => {
  expect(queryTerms('is:unresolved !browser:"Bot *" release:[1.0, 2.0] timeout')).toEqual([
    "is:unresolved",
    '!browser:"Bot *"',
    "release:[1.0, 2.0]",
    "timeout",
  ]);
});

test("an unfinished quote is a term, nothing is lost while typing", () => {
  expect(queryTerms('message:"half done').join(" ")).toBe('message:"half done');
});

test("a tab changes the state and keeps the rest", () => {
  expect(tabQuery(["is:archived"], "is:unresolved is:for_review level:error timeout")).toBe("is:archived level:error timeout");
});

test("feedback is a tab of its own, and left like any other", () => {
  const query = tabQuery(["is:unresolved", "issue.category:feedback"], "is:unresolved pay");
  expect(query).toBe("is:unresolved issue.category:feedback pay");
  expect(activeTab(query)).toBe("feedback");
  expect(tabQuery(["is:unresolved"], query)).toBe("is:unresolved pay");
});

test("the tab follows from the query in any order of its terms", () => {
  expect(activeTab("timeout is:for_review is:unresolved")).toBe("review");
  expect(activeTab("is:unresolved timeout")).toBe("unresolved");
  expect(activeTab("timeout")).toBeUndefined();
  expect(activeTab("is:assigned is:unresolved")).toBeUndefined();
});

test("terms are quoted where the grammar needs it, and added once", () => {
  expect(withTerm("is:unresolved", "release", "shop@1.2.0")).toBe("is:unresolved release:shop@1.2.0");
  expect(withTerm("", "browser", 'Say "hi" *')).toBe('browser:"Say \\"hi\\" \\*"');
  expect(withTerm("a:b", "a", "b")).toBe("a:b");
  expect(withTerm("", "odd key", "1")).toBe('tags["odd key"]:1');
  expect(withTerm("", "server", "")).toBe("!has:server");
});
