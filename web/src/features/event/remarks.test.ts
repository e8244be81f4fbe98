import { expect, test } from "vitest";

import { remarkOn } from "./remarks.ts";

test.each([
  [{ "": { rem: [["@password:filter", "s", 0, 10]], len: 7 } }, "replaced by @password:filter; it had 7 characters"],
  [{ "": { rem: [["@anything:remove", "x"]] } }, "removed by @anything:remove"],
  [
    {
      "": {
        rem: [
          ["@ip", "m", 0, 1],
          ["@ip", "m", 3, 4],
          ["0", "p", 6, 46],
        ],
        len: 1,
      },
    },
    "masked by @ip, hashed by 0; it had 1 character",
  ],
  [{ "": { rem: [["!limit", "s", 8189, 8192]], len: 9000 } }, "shortened; it had 9000 characters"],
  [{ "": { err: ["invalid_data"] } }, undefined],
  [{ inner: { "": { rem: [["@ip", "x"]] } } }, undefined],
  [null, undefined],
])("%j is told as %s", (node, text) => expect(remarkOn(node)).toBe(text));
