import { expect, test } from "vitest";

import { parseSearch, stickyFilters, streamSearch, stringifySearch } from "./search-params.ts";

test("repeated parameters are a list, and go back into the same text", () => {
  const search = parseSearch("?project=1&project=2&query=is%3Aunresolved+a%26b");
  expect(search).toEqual({ project: ["1", "2"], query: "is:unresolved a&b" });
  expect(stringifySearch(search)).toBe("?project=1&project=2&query=is%3Aunresolved+a%26b");
});

test("texts that look like numbers or JSON stay texts", () => {
  expect(parseSearch("query=123&sort=%5B1%5D")).toEqual({ query: "123", sort: "[1]" });
});

test("absent values leave nothing behind", () => {
  expect(stringifySearch({ query: undefined, project: [] })).toBe("");
});

test("one project is a list of one, and a period that is none is left out", () => {
  expect(stickyFilters(parseSearch("project=7&statsPeriod=forever"))).toEqual({ project: ["7"] });
  expect(stickyFilters(parseSearch("statsPeriod=24h&environment=production"))).toEqual({ statsPeriod: "24h", environment: ["production"] });
});

test("an empty query is a query: it asks for everything", () => {
  expect(streamSearch(parseSearch("query=&sort=freq"))).toEqual({ query: "", sort: "freq" });
  expect(streamSearch(parseSearch("sort=wild"))).toEqual({});
});
