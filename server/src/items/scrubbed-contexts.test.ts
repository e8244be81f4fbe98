import { expect, test } from "vitest";
import { eventItem } from "./event/item.ts";
import { itemContext } from "./item-kit.ts";

test("a context that is taken out as a whole is gone, and the event stays", () => {
  const payload = { message: "x", contexts: { password: { a: 1 }, app: { app_name: "shop" } }, user: { id: "7" } };
  const fate = eventItem.process({ type: "event", headers: {}, payload: Buffer.from(JSON.stringify(payload)) }, itemContext());
  expect(fate.kind === "event" ? fate.event.normalized.contexts : fate).toEqual({ app: { type: "app", app_name: "shop" } });
});

test.each([
  ["a map", { "Content-Type": "text/html", "set-cookie": ["sessionid=abc; Path=/", "theme=dark"], Authorization: "x" }],
  [
    "pairs",
    [
      ["Content-Type", "text/html"],
      ["Set-Cookie", "sessionid=abc; HttpOnly"],
      ["Set-Cookie", "theme=dark"],
      ["Authorization", "x"],
    ],
  ],
])("what a response sets as cookies stands apart from its headers, and secrets go: %s", (_, headers) => {
  const payload = { message: "x", contexts: { response: { status_code: 500, headers } } };
  const fate = eventItem.process({ type: "event", headers: {}, payload: Buffer.from(JSON.stringify(payload)) }, itemContext());
  const response = fate.kind === "event" ? fate.event.normalized.contexts?.["response"] : undefined;
  const kept = { "Content-Type": "text/html", Authorization: "[Filtered]" };
  expect(response).toMatchObject({
    status_code: 500,
    headers: Array.isArray(headers) ? Object.entries(kept) : kept,
    cookies: { sessionid: "[Filtered]", theme: "dark" },
  });
});
