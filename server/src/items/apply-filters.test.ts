import { expect, it } from "vitest";
import { mergeSettings } from "../project-settings/project-settings.ts";
import { applyFilters } from "./apply-filters.ts";
import { eventItem } from "./event/item.ts";
import { feedbackItem } from "./feedback/item.ts";
import { itemContext } from "./item-kit.ts";

const project = mergeSettings({}, { filters: { localhost: true, ipAddresses: ["203.0.113.0/24"], cspSources: ["cdn.test"] } });
const process = (item: typeof eventItem | typeof feedbackItem, payload: object, more = {}) =>
  item.process({ type: item.type, headers: {}, payload: Buffer.from(JSON.stringify(payload)) }, itemContext({ project, clientIp: null, ...more }));

it("gives what a project leaves out the fate of a filtered item, in its own category", () => {
  const request = { url: "http://localhost/cart" };
  const filtered = { kind: "rejected", outcome: "filtered", reason: "localhost" };
  expect(process(eventItem, { exception: { values: [{ type: "E" }] }, request })).toMatchObject({ ...filtered, category: "error" });
  expect(process(feedbackItem, { contexts: { feedback: { message: "x" } }, request })).toMatchObject({ ...filtered, category: "feedback" });
  const csp = { effective_directive: "img-src", blocked_uri: "https://cdn.test/x.png" };
  expect(process(eventItem, { type: "csp", csp })).toMatchObject({ outcome: "filtered", reason: "invalid-csp", category: "security" });
  expect(process(eventItem, { message: "x" })).toMatchObject({ kind: "event" });
});

it("knows the address of the connection without being told", () => {
  expect(process(eventItem, { message: "x" }, { clientIp: "203.0.113.9" })).toMatchObject({ reason: "ip-address" });
  const context = itemContext({ project, clientIp: "203.0.113.9" });
  expect(applyFilters({}, context, "session", 4)).toMatchObject({ reason: "ip-address", category: "session", quantity: 4 });
});
