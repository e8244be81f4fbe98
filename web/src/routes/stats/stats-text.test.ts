import { expect, test } from "vitest";

import { amountText, categoryText, intervalOf } from "./stats-text.ts";

test("a period is shown in about sixty bars, an hour at the finest", () => {
  expect(["1h", "24h", "7d", "14d", "30d", "90d"].map(intervalOf)).toEqual(["1h", "1h", "3h", "6h", "12h", "48h"]);
});

test("categories have words, also those that are newer than the page; bytes read as bytes", () => {
  expect([categoryText("log_item"), categoryText("brand_new")]).toEqual(["Logs", "Brand new"]);
  expect([amountText("attachment", 2048), amountText("log_byte", 2048), amountText("error", 2048)]).toEqual(["2.0 KiB", "2.0 KiB", "2,048"]);
});
