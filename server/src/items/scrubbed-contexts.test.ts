import { expect, test } from "vitest";
import { mergeSettings } from "../project-settings/project-settings.ts";
import { attachmentItem } from "./attachment/item.ts";
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

test("an attachment is stored as rules that name files leave it", () => {
  const { scrubbing } = mergeSettings({}, { relayPiiConfig: JSON.stringify({ applications: { "$attachments.'a.log'": ["@email"] } }) });
  const context = itemContext();
  const fate = attachmentItem.process(
    { type: "attachment", headers: { filename: "/tmp/a.log" }, payload: Buffer.from("to ada@example.com") },
    { ...context, project: { ...context.project, scrubbing } },
  );
  const content = fate.kind === "attachment" && fate.attachment.content instanceof Uint8Array ? fate.attachment.content : undefined;
  expect(Buffer.from(content ?? []).toString()).toBe("to [email]");
});
