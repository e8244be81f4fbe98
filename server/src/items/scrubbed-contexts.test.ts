import { expect, test } from "vitest";
import { eventItem } from "./event/item.ts";
import { itemContext } from "./item-kit.ts";

test("a context that is taken out as a whole is gone, and the event stays", () => {
  const payload = { message: "x", contexts: { password: { a: 1 }, app: { app_name: "shop" } }, user: { id: "7" } };
  const fate = eventItem.process({ type: "event", headers: {}, payload: Buffer.from(JSON.stringify(payload)) }, itemContext());
  expect(fate.kind === "event" ? fate.event.normalized.contexts : fate).toEqual({ app: { type: "app", app_name: "shop" } });
});
