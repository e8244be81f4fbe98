import * as fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { createTestClient, payloads } from "../client/test-client.ts";
import type { EventSource } from "../event/event-source.ts";
import type { Event } from "../event/event.ts";
import type { CoreOptions } from "../options/options.ts";
import { setClient, withIsolationScope } from "../scope/current-scopes.ts";
import { Scope } from "../scope/scope.ts";
import { setMeasurement, startInactiveSpan } from "./start-span.ts";
import type { SpanAttributes } from "./span.ts";

afterEach(() => setClient(undefined));

interface Given {
  readonly name: string;
  readonly attributes: SpanAttributes;
  readonly children: readonly string[];
  readonly message: string | undefined;
  readonly measurement: number | undefined;
  readonly scope: Scope;
}

const OPTIONS = {
  traceLifecycle: "static",
  tracesSampleRate: 1,
  serverName: "a",
  normalizeDepth: 3,
  normalizeMaxBreadth: 12,
  maxValueLength: 40,
  scrub: { keys: ["status", "description"] },
} as const satisfies CoreOptions;

/** The payload of one transaction, without the ids that differ from one to the next. */
async function sendOne(options: CoreOptions, { name, attributes, children, message, measurement, scope }: Given): Promise<unknown> {
  const { sent, advance } = createTestClient({ ...OPTIONS, ...options });
  withIsolationScope(scope, () => {
    const root = startInactiveSpan({ name, op: "http.server", attributes, startTime: 1_700_000_000.25, forceTransaction: true });
    for (const child of children) startInactiveSpan({ name: child, attributes, parentSpan: root, startTime: 1_700_000_001 }).end(1_700_000_002);
    if (message !== undefined) root.setStatus({ code: 2, message });
    if (measurement !== undefined) setMeasurement("rows", measurement, "none", root);
    root.end(1_700_000_003);
  });
  await advance(0);
  const [payload] = payloads(sent, "transaction");
  return JSON.parse(JSON.stringify(payload, (key, value: unknown) => (/^(?:event_id|trace_id|span_id|parent_span_id)$/.test(key) ? typeof value : value)));
}

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("GET /orders/:id", "q=1&token=secret", "https://ada:secret@shop/?token=1", "4111 1111 1111 1111", 'a"b', "x".repeat(300)),
);
const key = fc.oneof(fc.string(), fc.constantFrom("password", "url.query", "sentry.op", "sentry.origin", "sentry.source", "http.route", "toJSON"));
const attributes = fc.dictionary(key, fc.oneof(text, fc.double(), fc.boolean(), fc.array(text, { maxLength: 14 })), { maxKeys: 9 });
const record = fc.dictionary(key, fc.oneof(text, fc.integer(), fc.constant(null), fc.dictionary(key, text, { maxKeys: 2 })), { maxKeys: 4 });

const source: EventSource = {
  arriving: undefined,
  request: { url: "http://shop/orders?token=1", method: "GET", headers: { cookie: "sid=1", accept: "*/*" } },
  user: { ip_address: "1.2.3.4", id: "of the request" },
  transaction: "unused",
};

test("says of a transaction what an event of it says that passed through a hook", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        name: text,
        attributes,
        children: fc.array(text, { maxLength: 2 }),
        message: fc.option(text, { nil: undefined }),
        measurement: fc.option(fc.double(), { nil: undefined }),
      }),
      record,
      fc.boolean(),
      async (given, data, inRequest) => {
        const scope = new Scope();
        if (inRequest) scope.setSource(source);
        scope.setTags({ a: 1, ...Object.fromEntries(Object.keys(data).map((name) => [name, name])) }).setExtras(data);
        scope
          .setContext("own", data)
          .setUser(inRequest ? { id: "given" } : { ...data })
          .addBreadcrumb({ message: given.name, data, timestamp: 1 });
        const shown: Event[] = [];
        const beforeSendTransaction = (event: Event): Event => {
          shown.push(event);
          return event;
        };
        const passed = await sendOne({ beforeSendTransaction }, { ...given, scope });
        expect(shown).toHaveLength(1);
        expect(await sendOne({}, { ...given, scope })).toEqual(passed);
      },
    ),
    { numRuns: 150 },
  );
});

test.each<[string, CoreOptions, (scope: Scope) => void]>([
  ["a processor of a scope", {}, (scope) => void scope.addEventProcessor((event) => ({ ...event, logger: "seen" }))],
  ["beforeSendTransaction", { beforeSendTransaction: (event: Event) => ({ ...event, logger: "seen" }) }, () => undefined],
  ["an integration", { integrations: [{ name: "Own", processEvent: (event: Event) => ({ ...event, logger: "seen" }) }] }, () => undefined],
])("%s sees it as an event", async (_, options, prepare) => {
  const scope = new Scope();
  prepare(scope);
  const given = { name: "x", attributes: {}, children: [], message: undefined, measurement: undefined, scope };
  expect(await sendOne(options, given)).toMatchObject({ logger: "seen" });
});

test("a context of the application replaces that of the platform", async () => {
  const scope = new Scope().setContext("runtime", { name: "own" }).setContext("trace", { note: "never" });
  const given = { name: "x", attributes: {}, children: [], message: undefined, measurement: undefined, scope };
  expect(await sendOne({}, given)).toMatchObject({ contexts: { runtime: { name: "own" }, trace: { op: "http.server" } } });
});

test("afterSend gets the event", async () => {
  const seen: unknown[] = [];
  const given = { name: "x", attributes: {}, children: [], message: undefined, measurement: undefined, scope: new Scope() };
  await sendOne({ afterSend: (event, { status }) => seen.push([event.transaction, status]) }, given);
  expect(seen).toEqual([["x", "sent"]]);
});
