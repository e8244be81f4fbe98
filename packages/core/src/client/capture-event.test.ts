import { afterEach, describe, expect, test, vi } from "vitest";
import { captureEvent, captureException, captureFeedback, captureMessage } from "../api/capture.ts";
import { addBreadcrumb } from "../api/scopes.ts";
import type { CoreOptions } from "../options/options.ts";
import { getGlobalScope, setClient, withIsolationScope, withScope } from "../scope/current-scopes.ts";
import { createTestClient, payloads } from "./test-client.ts";

afterEach(() => {
  setClient(undefined);
  getGlobalScope().clear();
});

/** Captures one error with these options; the fate, and what the client reports said. */
async function fateOf(options: CoreOptions, error: unknown = new TypeError("boom")) {
  const { client, sent, advance, log } = createTestClient(options);
  const result = captureException(error, { wait: true });
  await advance(0);
  await advance(10_000);
  const fate = await result;
  await client.flush(0);
  await advance(0);
  return { fate, events: payloads(sent, "event"), reports: payloads(sent, "client_report").flatMap((report) => report["discarded_events"]), log };
}

class PaymentError extends Error {}

describe("what is not sent", () => {
  test.each([
    ["a type name", ["TypeError"]],
    ["a part of the message", ["boo"]],
    ["a pattern", [/^TypeError: b/]],
    ["a class", [TypeError]],
    ["a predicate", [(error: unknown) => error instanceof Error && error.message === "boom"]],
  ])("ignoreErrors by %s", async (_, ignoreErrors) => {
    const { fate, events, reports } = await fateOf({ ignoreErrors });
    expect(fate.status).toBe("excluded");
    expect(events).toEqual([]);
    expect(reports).toEqual([{ reason: "event_processor", category: "error", quantity: 1 }]);
  });

  test("ignoreErrors looks along the cause chain and into groups", async () => {
    const nested = new Error("outer", { cause: new AggregateError([new Error("a"), new PaymentError("b")], "group") });
    expect((await fateOf({ ignoreErrors: [PaymentError] }, nested)).fate.status).toBe("excluded");
    expect((await fateOf({ ignoreErrors: [RangeError] }, nested)).fate.status).toBe("sent");
  });

  test("sampleRate", async () => {
    const { fate, reports } = await fateOf({ sampleRate: 0 });
    expect(fate.status).toBe("unsampled");
    expect(reports).toEqual([{ reason: "sample_rate", category: "error", quantity: 1 }]);
  });

  test("a local rate limit", async () => {
    const { client, sent, advance } = createTestClient({ overload: { rateLimit: { max: 2, interval: 1000 } } });
    for (let index = 0; index < 5; index++) captureException(new Error(`error ${index}`));
    await advance(1000);
    captureException(new Error("a second later"));
    await advance(0);
    expect(payloads(sent, "event")).toHaveLength(3);
    await client.flush(0);
    await advance(0);
    expect(payloads(sent, "client_report")).toMatchObject([{ discarded_events: [{ reason: "backpressure", category: "error", quantity: 3 }] }]);
  });

  test("the same error object twice", async () => {
    const { sent, advance } = createTestClient();
    const error = new Error("seen by two handlers");
    captureException(error);
    const second = captureException(error, { wait: true });
    await advance(0);
    expect(await second).toMatchObject({ status: "excluded" });
    expect(payloads(sent, "event")).toHaveLength(1);
  });

  test("equal errors within the window, if asked for", async () => {
    const { sent, advance } = createTestClient({ dedupe: { window: 30_000 } });
    for (let index = 0; index < 3; index++) captureException(new Error("in a loop"));
    await advance(0);
    expect(payloads(sent, "event")).toHaveLength(1);
  });
});

describe("hooks", () => {
  const rubbish: CoreOptions["beforeSend"] = () => Object("rubbish").length;
  test.each<[string, CoreOptions["beforeSend"], string]>([
    ["returns null", () => null, "beforeSend returned null"],
    ["resolves to null", async () => null, "beforeSend returned null"],
    [
      "throws",
      () => {
        throw new Error("hook broke");
      },
      "beforeSend threw: hook broke",
    ],
    [
      "rejects",
      async () => {
        throw new Error("hook broke");
      },
      "beforeSend threw: hook broke",
    ],
    ["returns rubbish", rubbish, "beforeSend returned number"],
    ["never answers", () => new Promise(() => undefined), "beforeSend did not answer"],
  ])("a beforeSend that %s drops the event, counted and explained", async (_, beforeSend, explanation) => {
    const { fate, events, reports, log } = await fateOf({ beforeSend });
    expect(fate).toMatchObject({ status: "excluded" });
    expect(fate.error?.message).toContain(explanation);
    expect(events).toEqual([]);
    expect(reports).toEqual([{ reason: "before_send", category: "error", quantity: 1 }]);
    expect(log.join("")).toContain(explanation);
  });

  test("beforeSend may change the event, later too", async () => {
    const { events } = await fateOf({ beforeSend: async (event) => ({ ...event, logger: "changed" }) });
    expect(events).toMatchObject([{ logger: "changed" }]);
  });

  test("afterSend hears of every fate, and may throw", async () => {
    const afterSend = vi.fn<NonNullable<CoreOptions["afterSend"]>>(() => {
      throw new Error("ignored");
    });
    await fateOf({ afterSend });
    await fateOf({ afterSend, sampleRate: 0 });
    expect(afterSend.mock.calls.map((call) => call[1])).toMatchObject([{ status: "sent" }, { status: "unsampled" }]);
  });

  test("beforeBreadcrumb changes and drops", async () => {
    const { sent, advance } = createTestClient({ beforeBreadcrumb: (crumb) => (crumb.message === "no" ? null : { ...crumb, category: "seen" }) });
    await withIsolationScope(async () => {
      addBreadcrumb({ message: "no" });
      addBreadcrumb({ message: "yes" });
      captureMessage("with breadcrumbs");
    });
    await advance(0);
    expect(payloads(sent, "event")).toMatchObject([{ breadcrumbs: [{ message: "yes", category: "seen" }] }]);
  });
});

describe("delivery", () => {
  test("immediate: the post has begun when the capture returns to its caller's task", async () => {
    const { posts, advance } = createTestClient({ delivery: "immediate" });
    captureMessage("before the function freezes");
    // No turn of the event loop, only what has been promised already.
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    expect(posts).toHaveLength(1);
    await advance(0);
  });
});

describe("events", () => {
  test("scopes add up, the nearest wins, and nothing leaks out", async () => {
    const { sent, advance } = createTestClient();
    getGlobalScope().setTags({ where: "global", global: "yes" });
    withIsolationScope((isolation) => {
      isolation.setTags({ where: "isolation" }).setUser({ id: 7 });
      withScope((scope) => {
        scope.setTag("where", "current").setExtra("more", 1);
        captureException(new Error("inside"), { tags: { call: "own" }, level: "warning" });
      });
    });
    captureException(new Error("outside"));
    await advance(0);
    expect(payloads(sent, "event")).toMatchObject([
      { level: "warning", tags: { where: "current", global: "yes", call: "own" }, user: { id: 7 }, extra: { more: 1 } },
      { level: "error", tags: { where: "global", global: "yes" } },
    ]);
    expect(payloads(sent, "event")[1]).not.toHaveProperty("user");
  });

  test("an event of its own keeps its id and its fields", async () => {
    const { sent, advance } = createTestClient();
    const id = "1fdcb8318f674377b1aeffbd74e5aaa5";
    expect(captureEvent({ event_id: id, message: "mine", level: "debug", release: "other@2" })).toBe(id);
    await advance(0);
    expect(payloads(sent, "event")).toMatchObject([{ event_id: id, message: "mine", level: "debug", release: "other@2", environment: "production" }]);
    expect(sent[0]?.headers).toMatchObject({ event_id: id, trace: { public_key: "key", release: "shop@1" } });
  });

  test.each([
    [{}, "[Filtered]"],
    [{ sendDefaultPii: true }, "1.2.3.4"],
    [{ collect: { ip: true } }, "1.2.3.4"],
  ])("%o: the address that a user is given by name is sent, one that turns up elsewhere is %s", async (options, elsewhere) => {
    const { sent, advance } = createTestClient(options);
    captureMessage("x", { user: { ip_address: "{{auto}}", password: "p" }, extra: { remote_addr: "1.2.3.4" } });
    await advance(0);
    expect(payloads(sent, "event")).toMatchObject([{ user: { ip_address: "{{auto}}", password: "[Filtered]" }, extra: { remote_addr: elsewhere } }]);
  });

  test("parts of a request are scrubbed each in its own way, whoever added them", async () => {
    const request = {
      url: "https://shop/a",
      query_string: "q=1",
      headers: { host: "shop", "x-tenant": "acme" },
      cookies: { theme: "dark" },
      data: { iban: "DE02" },
    };
    const { sent, advance } = createTestClient({
      tracesSampleRate: 1,
      beforeSend: (event) => ({ ...event, request }),
      scrub: {
        request: {
          url: (url) => `${url}?`,
          query: () => undefined,
          headers: ({ host = "" }) => ({ host }),
          cookies: () => undefined,
          body: (body) => ({ ...Object(body), iban: "…", password: "p" }),
        },
      },
    });
    captureMessage("x");
    await advance(0);
    const kept = { url: "https://shop/a?", headers: { host: "shop" }, data: { iban: "…", password: "[Filtered]" } };
    expect(payloads(sent, "event").map((event) => event["request"])).toEqual([kept]);
  });

  test("a scrubber that throws loses its event, counted", async () => {
    const scrub = {
      request: {
        body: () => {
          throw new Error("cannot read it");
        },
      },
    };
    const { client, sent, advance, log } = createTestClient({ scrub });
    captureEvent({ message: "x", request: { data: "secret" } });
    captureEvent({ message: "without a request" });
    await advance(0);
    expect(payloads(sent, "event").map(({ message }) => message)).toEqual(["without a request"]);
    expect(log.join("")).toContain("scrub.request threw: cannot read it");
    await client.close(0);
  });

  test("feedback is an item of its own", async () => {
    const { sent, advance } = createTestClient();
    captureFeedback({ message: "it is slow", email: "ada@example.com" });
    await advance(0);
    expect(payloads(sent, "feedback")).toMatchObject([
      { type: "feedback", contexts: { feedback: { message: "it is slow", contact_email: "ada@example.com" } } },
    ]);
  });

  test("an event above the server's limit goes without its luggage", async () => {
    const { sent, advance, log } = createTestClient({ maxValueLength: 5_000_000 });
    captureException(new Error("heavy"), { extra: { luggage: "x".repeat(3_000_000) } });
    await advance(0);
    expect(payloads(sent, "event")).toMatchObject([{ exception: { values: [{ value: "heavy" }] } }]);
    expect(payloads(sent, "event")[0]).not.toHaveProperty("extra");
    expect(log.join("")).toContain("sent without extra");
  });

  test("hostile values and luggage harm nobody", async () => {
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error("trap");
        },
        ownKeys: () => {
          throw new Error("trap");
        },
        getPrototypeOf: () => {
          throw new Error("trap");
        },
      },
    );
    const getter = Object.defineProperty(new Error("fine"), "message", {
      get: () => {
        throw new Error("getter");
      },
    });
    const deep: Record<string, unknown> = {};
    let at = deep;
    for (let level = 0; level < 10_000; level++) {
      const next = {};
      at["next"] = next;
      at = next;
    }
    const circular: Record<string, unknown> = { name: "loop" };
    circular["self"] = circular;
    const { sent, advance } = createTestClient();
    for (const value of [hostile, getter, Symbol("s"), 10n, () => 1, new Date(Number.NaN), null])
      expect(() => captureException(value, { extra: { hostile, deep, circular } })).not.toThrow();
    await advance(0);
    expect(payloads(sent, "event")).toHaveLength(7);
    expect(payloads(sent, "event")[0]).toMatchObject({ extra: { circular: { name: "loop", self: "[Circular ~]" } } });
  });
});
