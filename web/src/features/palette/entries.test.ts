import { expect, test } from "vitest";

import { pastedId, ranked } from "./entries.ts";

const entries = [
  { label: "Where did it go?", hint: "Page" },
  { label: "shop-api settings", hint: "Project" },
  { label: "Settings", hint: "Page" },
  { label: "shop-api", hint: "Issues of the project" },
];

const labels = (search: string) => ranked(entries, search).map(({ label }) => label);

test("words begin words in any order, and a label that begins with what was typed comes first", () => {
  expect(labels("set")).toEqual(["Settings", "shop-api settings"]);
  expect(labels("api iss")).toEqual(["shop-api"]);
  expect(labels("SETT shop")).toEqual(["shop-api settings"]);
  expect(labels("nothing")).toEqual([]);
  expect(labels(" ")).toHaveLength(4);
});

test("ids are known however they were copied", () => {
  const id = "0123456789abcdef0123456789abcdef";
  for (const text of [id, ` ${id.toUpperCase()} `, "01234567-89ab-cdef-0123-456789abcdef", `trace:${id}`]) expect(pastedId(text)).toBe(id);
  expect(pastedId("0123")).toBeUndefined();
});
