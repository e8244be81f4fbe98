import { expect, test } from "vitest";

import { eventParts, exceptionsNewestFirst, relationText } from "./event-parts.ts";

const entries = [
  {
    type: "exception",
    data: {
      values: [
        { type: "KeyError", value: "sku", mechanism: { type: "chained", source: "cause", exceptionId: 1, parentId: 0 } },
        {
          type: "TypeError",
          value: 42,
          mechanism: { type: "generic", handled: false },
          stacktrace: {
            frames: [{ function: "f", lineNo: 3, inApp: true, context: [[3, "x"], ["odd", "y"], null], vars: { a: 1 } }, "junk"],
            framesOmitted: [4, 9],
          },
        },
      ],
    },
  },
  { type: "request", data: { url: "https://x/", query: "a=1&b=2", headers: [["Accept", "*/*"], ["Odd"]], data: null } },
];

test("parts are read as sent, with what is odd left out", () => {
  const { exceptions, request, breadcrumbs, threads, message } = eventParts({ entries });
  expect(exceptions[1]).toMatchObject({ type: "TypeError", value: "42", mechanism: { handled: false }, stack: { framesOmitted: [4, 9] } });
  expect(exceptions[1]?.stack?.frames).toHaveLength(1);
  expect(exceptions[1]?.stack?.frames[0]?.context).toEqual([[3, "x"]]);
  expect(request).toMatchObject({
    query: [
      ["a", "1"],
      ["b", "2"],
    ],
    headers: [
      ["Accept", "*/*"],
      ["Odd", ""],
    ],
    body: null,
  });
  expect([breadcrumbs, threads, message]).toEqual([[], [], null]);
});

test("what was thrown last comes first, and its cause is called so", () => {
  const ordered = exceptionsNewestFirst(eventParts({ entries }).exceptions);
  expect(ordered.map((exception, index) => `${relationText(exception, index)} ${exception.type}`.trim())).toEqual(["TypeError", "caused by KeyError"]);
});

test.each([null, 7, "text", [], { values: 3 }, { values: [null, []] }])("data of another kind (%j) is no part, and no fault", (data) => {
  const types = ["exception", "threads", "stacktrace", "message", "breadcrumbs", "request"];
  const parts = eventParts({ entries: types.map((type) => ({ type, data })) });
  expect(parts.exceptions).toEqual([]);
  expect(parts.stack).toBeNull();
});
