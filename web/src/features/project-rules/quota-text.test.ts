import { expect, test } from "vitest";

import { quotaText } from "./quota-text.ts";

test.each([
  [{ categories: ["error"], limit: 10_000, window: 3600 }, "10,000 errors in an hour"],
  [{ categories: [], limit: 0, window: 60 }, "No items of any kind"],
  [{ categories: ["log_byte", "uptime"], limit: 5, window: 90 }, "5 bytes of logs, uptime in 90 seconds"],
])("%o", (quota, text) => expect(quotaText({ id: "q", reasonCode: null, ...quota })).toBe(text));
