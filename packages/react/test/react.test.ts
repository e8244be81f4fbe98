import path from "node:path";
import { eventsOf, transactionsOf } from "@vedette/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectations, recordedScenarios, unmet } from "../../browser/test/expected.ts";
import { openShop, type Shop } from "../../browser/test/shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop(path.join(import.meta.dirname, "pages/app.tsx"));
});
afterAll(() => shop[Symbol.asyncDispose]());

describe("scenarios of @sentry/react", () => {
  test.each(recordedScenarios("react-11.12.0"))("%s", async (scenario) => {
    // Page loads are named by their path.
    const expected = expectations("react-11.12.0", scenario).map(({ item, facts }) => ({
      item,
      facts: facts["segment"] ? { ...facts, segment: "/shop" } : facts,
    }));
    const { envelopes } = await shop.visit(scenario, { until: (arrived) => unmet(expected, arrived).length === 0 });
    expect(unmet(expected, envelopes)).toEqual([]);
  });
});

test("components that mount, update and leave are spans of the page load, once each also in strict mode", async () => {
  const { envelopes } = await shop.visit("profiler-updates", { until: (arrived) => transactionsOf(arrived).length > 0 });
  const [transaction] = transactionsOf(envelopes);
  const spans = (transaction?.spans ?? []).filter(({ origin }) => origin === "auto.ui.react.profiler");
  expect(spans.map(({ op, description }) => `${op} ${description}`).toSorted()).toEqual(
    ["ui.mount <Hooked>", "ui.mount <Never>", "ui.mount <Price>", "ui.render <Hooked>", "ui.render <Price>", "ui.update <Price>"].toSorted(),
  );
  const [mount, update, render] = ["ui.mount", "ui.update", "ui.render"].map((op) => spans.find((span) => span.op === op && span.description === "<Price>"));
  expect(mount?.parent_span_id).toBe(transaction?.contexts?.["trace"]?.["span_id"]);
  expect([update?.parent_span_id, render?.parent_span_id]).toEqual([mount?.span_id, mount?.span_id]);
  expect(update?.data).toMatchObject({ "ui.component_name": "Price", "ui.react.changed_props": ["product"] });
  expect(render?.start_timestamp).toBeGreaterThanOrEqual(mount?.timestamp ?? Number.POSITIVE_INFINITY);
});

test("the boundary asks what happened, and tells when it comes and goes", async () => {
  const notes: Record<string, string | undefined> = {};
  const sources: string[] = [];
  const { envelopes } = await shop.visit("dialog", {
    also: async (page) => {
      Object.assign(notes, await page.evaluate("({ ...document.body.dataset })"));
      sources.push(String(await page.evaluate(`document.querySelector('script[src*="error-page"]').src`)));
    },
  });
  expect(eventsOf(envelopes)).toHaveLength(1);
  const id = String(eventsOf(envelopes)[0]?.event_id);
  expect(notes).toMatchObject({ mounted: "true", unmounted: JSON.stringify({ error: "Error: no cart", eventId: id }) });
  const { searchParams } = new URL(sources[0] ?? "");
  expect([searchParams.get("eventId"), searchParams.get("title")]).toEqual([id, "It broke"]);
});

test("the boundary shows the fallback with the event's id, tells its callbacks, and mends when a key changes", async () => {
  const notes: Record<string, string | undefined> = {};
  const { envelopes } = await shop.visit("error-boundary", {
    also: async (page) => {
      Object.assign(notes, await page.evaluate("({ ...document.body.dataset })"));
    },
  });
  const [event] = eventsOf(envelopes);
  expect(notes["fallback"]).toContain(String(event?.event_id));
  expect(notes["onError"]).toContain("at Price");
  expect(notes["onReset"]).toBe("true");
  expect(event?.exception?.values.map(({ type, mechanism }) => [type, mechanism?.type, mechanism?.handled])).toEqual([
    ["React ErrorBoundary TypeError", "chained", true],
    ["TypeError", "react.error_boundary", true],
  ]);
  const components = event?.exception?.values[0]?.stacktrace?.frames.filter(({ lineno }) => lineno !== undefined).map((frame) => frame.function);
  expect(components?.slice(-2)).toEqual(["CartLine", "Price"]);
});

test("an error that cannot be changed keeps its own cause, and a callback that throws loses nothing", async () => {
  const { envelopes } = await shop.visit("frozen-error");
  const [event] = eventsOf(envelopes);
  expect(event?.exception?.values.map(({ type, mechanism }) => [type, mechanism?.exception_id, mechanism?.parent_id])).toEqual([
    ["React ErrorBoundary RangeError", 2, 1],
    ["Error", 1, 0],
    ["RangeError", 0, undefined],
  ]);
});

test("actions of Redux are breadcrumbs, and its state goes along as far as the application allows", async () => {
  const { envelopes } = await shop.visit("redux");
  const [event] = eventsOf(envelopes);
  expect(event?.breadcrumbs?.filter(({ category }) => category === "redux.action").map(({ data }) => data)).toEqual([
    { type: "@@init", paid: false },
    { type: "add", paid: true },
    { type: "add", paid: false },
  ]);
  expect(event?.contexts?.["state"]).toEqual({ state: { type: "redux", value: { items: 2 } } });
  expect(event?.tags).toMatchObject({ items: 2 });
  const file = envelopes.flatMap(({ items }) => items).find(({ headers }) => headers["filename"] === "redux_state.json");
  expect(new TextDecoder().decode(file?.bytes)).toBe('{"items":2}');
  expect(JSON.stringify(event)).not.toContain("hunter2");
});
