import { expect, test } from "vitest";

import { eventParts } from "./event-parts.ts";
import { rawStack } from "./raw-stack.ts";

const frames = [
  { function: "outer", filename: "app.py", absPath: "/srv/app.py", lineNo: 9, context: [[9, "    inner()"]] },
  { function: "inner", filename: "app.py", absPath: "/srv/app.py", lineNo: 4, colNo: 2 },
];
const { exceptions } = eventParts({
  entries: [
    {
      type: "exception",
      data: {
        values: [
          { type: "KeyError", value: "sku" },
          { type: "ValueError", value: "bad", stacktrace: { frames } },
        ],
      },
    },
  ],
});

test("Python tells the cause first and the newest call last", () => {
  expect(rawStack(exceptions, "python")).toBe(
    [
      "KeyError: sku",
      "",
      "Traceback (most recent call last):",
      '  File "/srv/app.py", line 9, in outer',
      "    inner()",
      '  File "/srv/app.py", line 4, in inner',
      "ValueError: bad",
    ].join("\n"),
  );
});

test("others tell what was thrown and the newest call first", () => {
  expect(rawStack(exceptions, "node")).toBe(
    ["ValueError: bad", "    at inner (/srv/app.py:4:2)", "    at outer (/srv/app.py:9)", "Caused by: KeyError: sku"].join("\n"),
  );
});
