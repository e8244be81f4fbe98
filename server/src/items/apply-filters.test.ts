import { expect, it } from "vitest";
import { mergeSettings } from "../project-settings/project-settings.ts";
import { applyFilters } from "./apply-filters.ts";
import { eventItem } from "./event/item.ts";
import { feedbackItem } from "./feedback/item.ts";
import { logItem } from "./log/item.ts";
import { replayEventItem } from "./replay-event/item.ts";
import { sessionItem } from "./session/item.ts";
import { sessionsItem } from "./sessions/item.ts";
import { spanItem } from "./span/item.ts";
import { traceMetricItem } from "./trace-metric/item.ts";
import { transactionItem } from "./transaction/item.ts";
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

it("is asked by items of every kind that a filter may be about", () => {
  const finish = (item: { readonly type: string; readonly process: typeof eventItem.process }, payload: object, headers = {}) => {
    const fate = item.process({ type: item.type, headers, payload: Buffer.from(JSON.stringify(payload)) }, itemContext({ project, clientIp: "203.0.113.9" }));
    return fate.kind === "several" ? fate.fates[0] : fate;
  };
  const seconds = itemContext().receivedAt / 1000;
  const ids = { trace_id: "a".repeat(32), span_id: "b".repeat(16) };
  const attrs = { release: "1" };
  const container = (type: string, entry: object): [object, object] => [
    { items: [entry] },
    { item_count: 1, content_type: `application/vnd.sentry.items.${type}+json` },
  ];
  const reason = { kind: "rejected", reason: "ip-address" };
  expect(finish(sessionItem, { sid: "c".repeat(32), started: seconds, attrs })).toMatchObject(reason);
  expect(finish(sessionsItem, { aggregates: [{ started: seconds, exited: 1 }], attrs })).toMatchObject(reason);
  expect(finish(replayEventItem, { replay_id: "d".repeat(32), segment_id: 0, timestamp: seconds })).toMatchObject(reason);
  expect(finish(logItem, ...container("log", { timestamp: seconds, body: "x", level: "info", ...ids }))).toMatchObject(reason);
  expect(finish(traceMetricItem, ...container("trace-metric", { timestamp: seconds, name: "n", type: "counter", value: 1, ...ids }))).toMatchObject(reason);
  const span = { ...ids, name: "n", status: "ok", is_segment: true, start_timestamp: seconds - 1, end_timestamp: seconds };
  expect(finish(spanItem, ...container("span.v2", span))).toMatchObject(reason);
  const transaction = { type: "transaction", transaction: "t", start_timestamp: seconds - 1, timestamp: seconds, contexts: { trace: ids } };
  expect(finish(transactionItem, transaction)).toMatchObject(reason);
});

it("knows the address of the connection without being told", () => {
  expect(process(eventItem, { message: "x" }, { clientIp: "203.0.113.9" })).toMatchObject({ reason: "ip-address" });
  const context = itemContext({ project, clientIp: "203.0.113.9" });
  expect(applyFilters({}, context, "session", 4)).toMatchObject({ reason: "ip-address", category: "session", quantity: 4 });
});
