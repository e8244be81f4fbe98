import { expect, test } from "vitest";

import { holdOrder } from "./use-held-rows.ts";

test("held rows keep their order and take the new content; new rows are counted, not shown", () => {
  const base = [
    { id: "1", count: 5 },
    { id: "2", count: 7 },
  ];
  const newest = [
    { id: "3", count: 1 },
    { id: "2", count: 9 },
    { id: "1", count: 5 },
  ];
  expect(holdOrder(base, newest, new Set())).toEqual({
    rows: [
      { id: "1", count: 5 },
      { id: "2", count: 9 },
    ],
    waiting: 1,
  });
});

test("a row that left the list stays as it was last seen", () => {
  expect(holdOrder([{ id: "1", count: 5 }], [], new Set())).toEqual({ rows: [{ id: "1", count: 5 }], waiting: 0 });
});

test("a row that the reader changed goes once it left the list, and stays as long as it is in it", () => {
  const base = [{ id: "1" }, { id: "2" }];
  expect(holdOrder(base, [{ id: "2" }], new Set(["1", "2"]))).toEqual({ rows: [{ id: "2" }], waiting: 0 });
});
