import { afterEach, describe, expect, test } from "vitest";
import { captureException, captureMessage } from "../api/capture.ts";
import { createTestClient, payloads } from "../client/test-client.ts";
import { setClient, withScope } from "../scope/current-scopes.ts";
import { DeliveryError, type HttpClient } from "./http-client.ts";

afterEach(() => setClient(undefined));

const limited = (header: string) => ({ status: 200, headers: { "X-Sentry-Rate-Limits": header }, body: "{}" });

describe("retries", () => {
  test("waits 1, 2, 4 and 8 seconds, then counts the loss as a network error", async () => {
    const { client, posts, advance, sent } = createTestClient({}, (body) => {
      if (body.includes("client_report")) return { status: 200, headers: {}, body: "{}" };
      throw new Error("ECONNREFUSED");
    });
    const result = captureMessage("hello", { wait: true });
    await advance(0);
    for (const [delay, attempts] of [
      [1000, 2],
      [2000, 3],
      [4000, 4],
      [8000, 5],
    ] as const) {
      await advance(delay * 0.74);
      expect(posts).toHaveLength(attempts - 1);
      await advance(delay * 0.27);
      expect(posts).toHaveLength(attempts);
    }
    expect(await result).toMatchObject({ status: "failed", error: { message: "ECONNREFUSED" } });
    await client.flush(0);
    await advance(0);
    expect(payloads(sent, "client_report")).toMatchObject([{ discarded_events: [{ reason: "network_error", category: "error", quantity: 1 }] }]);
  });

  test.each([500, 502, 503, 408])("tries again after %i and delivers", async (status) => {
    const { sent, advance } = createTestClient({}, (_, attempt) => ({ status: attempt === 1 ? status : 200, headers: {}, body: '{"id":"x"}' }));
    const result = captureMessage("hello", { wait: true });
    await advance(0);
    await advance(1000);
    expect(await result).toMatchObject({ status: "sent" });
    expect(sent).toHaveLength(1);
  });

  test.each([400, 401, 403, 413])("does not try again after %i", async (status) => {
    const { posts, advance } = createTestClient({}, () => ({ status, headers: {}, body: "no" }));
    const result = captureMessage("hello", { wait: true });
    await advance(0);
    expect(await result).toMatchObject({ status: "failed" });
    expect(posts).toHaveLength(1);
  });

  test.each([
    ["no object", undefined],
    ["no status", { headers: {}, body: "" }],
    ["a status below 200", { status: 101, headers: {}, body: "" }],
    ["headers that are text", { status: 200, headers: "a: b", body: "" }],
    ["a body that is an object", { status: 200, headers: {}, body: {} }],
  ])("treats %s like a network error", async (_, answer) => {
    const { posts, advance } = createTestClient({ retryDelays: [1000] }, () => Object(answer));
    const result = captureMessage("hello", { wait: true });
    await advance(0);
    await advance(1000);
    expect(await result).toMatchObject({ status: "failed", error: { name: "MalformedResponseError" } });
    expect(posts).toHaveLength(2);
  });

  test("an answer whose headers cannot be read is a network error, like any other", async () => {
    const headers = new Proxy({}, { ownKeys: () => { throw new Error("a trap"); } }); // prettier-ignore
    const { advance } = createTestClient({ retryDelays: [] }, () => ({ status: 200, headers, body: "" }));
    const result = captureMessage("hello", { wait: true });
    await advance(0);
    expect(await result).toMatchObject({ status: "failed", error: { message: "a trap" } });
  });

  test("the Headers of fetch are read like plain ones", async () => {
    const answer = Object({ status: 200, headers: new Headers({ "X-Sentry-Rate-Limits": "60:error" }), body: "" });
    const { advance } = createTestClient({}, () => answer);
    captureMessage("hello");
    await advance(0);
    const limited = captureMessage("again", { wait: true });
    await advance(0);
    expect(await limited).toMatchObject({ status: "rateLimited" });
  });

  test("a client that never ends to start or to stop holds nothing up for longer than a request may take", async () => {
    const posts: string[] = [];
    const forever = (): Promise<void> => new Promise(() => undefined);
    const httpClient: HttpClient = { start: forever, stop: forever, post: async (url) => ({ status: 200, headers: {}, body: String(posts.push(url)) }) };
    const { client, advance, log } = createTestClient({ httpClient, requestTimeout: 3000 });
    const result = captureMessage("hello", { wait: true });
    await advance(2999);
    expect(posts).toHaveLength(0);
    await advance(1);
    expect(await result).toMatchObject({ status: "sent" });
    const closed = client.close(0);
    await advance(3000);
    await closed;
    expect(log.join("").match(/failed to start or stop: Error: not done within 3000 ms/g)).toHaveLength(2);
  });

  test("a page of HTML is no receipt, and tells what may be wrong", async () => {
    const { posts, advance } = createTestClient({ retryDelays: [1000] }, () => ({ status: 200, headers: {}, body: "\n<!DOCTYPE html><title>Sign in</title>" }));
    const result = captureMessage("hello", { wait: true });
    await advance(0);
    await advance(1000);
    const { status, error } = await result;
    expect([status, error?.message]).toEqual(["failed", "the server answered 200 with a page of HTML: is the host of the DSN an ingest server?"]);
    expect(error).toBeInstanceOf(DeliveryError);
    expect(posts).toHaveLength(2);
  });

  test("an address that moved is named, with the answer", async () => {
    const { advance } = createTestClient({}, () => ({ status: 301, headers: { Location: "https://errors.example.com/" }, body: "" }));
    const result = captureMessage("hello", { wait: true });
    await advance(0);
    const { error } = await result;
    expect(error?.message).toBe("the server answered 301 (moved to https://errors.example.com/; correct the DSN)");
    expect(error instanceof DeliveryError && error.response.status).toBe(301);
  });

  test("an hour of 500s holds no more than the queue, and delivers what is left when the server is back", async () => {
    let broken = true;
    const { client, advance, sent } = createTestClient({ bufferCapacities: { error: 50 } }, () => ({ status: broken ? 500 : 200, headers: {}, body: "no" }));
    for (let minute = 0; minute < 60; minute++) {
      for (let index = 0; index < 20; index++) captureMessage(`minute ${minute} ${index}`);
      for (let tick = 0; tick < 6; tick++) await advance(10_000);
    }
    const events = client.takeUndelivered().bodies.filter((body) => new TextDecoder().decode(body).includes('{"type":"event"'));
    // Fifty that wait and four on their way.
    expect(events.length).toBeLessThanOrEqual(54);
    broken = false;
    captureMessage("back again");
    await advance(0);
    await advance(10_000);
    expect(payloads(sent, "event").map(({ message }) => message)).toContain("back again");
  });

  test("a client that never answers is given up after the timeout", async () => {
    const { advance } = createTestClient({ retryDelays: [], requestTimeout: 3000 }, () => new Promise(() => undefined));
    const result = captureMessage("hello", { wait: true });
    await advance(0);
    await advance(3000);
    expect(await result).toMatchObject({ status: "failed", error: { message: "no answer within 3000 ms" } });
  });
});

test.each(Array.from({ length: 12 }, (_, turns) => turns))(
  "what comes %d turns after the HTTP client started does not overtake what came before",
  async (turns) => {
    const order: string[] = [];
    const started = Promise.withResolvers<void>();
    const httpClient: HttpClient = {
      start: () => started.promise,
      post: async (_url, _headers, body) => {
        order.push(/first|second|third/.exec(String(body))?.[0] ?? "");
        return { status: 200, headers: {}, body: "{}" };
      },
    };
    const { advance } = createTestClient({ httpClient, delivery: "immediate" });
    captureMessage("first");
    captureMessage("second");
    started.resolve();
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    captureMessage("third");
    await advance(0);
    expect(order).toEqual(["first", "second", "third"]);
  },
);

describe("rate limits", () => {
  test("429 with Retry-After stops everything until then", async () => {
    const { posts, advance } = createTestClient({}, (_, attempt) =>
      attempt === 1 ? { status: 429, headers: { "retry-after": "30" }, body: "" } : { status: 200, headers: {}, body: "{}" },
    );
    const first = captureMessage("first", { wait: true });
    await advance(0);
    expect(await first).toMatchObject({ status: "rateLimited" });
    const second = captureMessage("second", { wait: true });
    await advance(0);
    expect(await second).toMatchObject({ status: "rateLimited" });
    expect(posts).toHaveLength(1);
    await advance(30_001);
    const third = captureMessage("third", { wait: true });
    await advance(0);
    expect(await third).toMatchObject({ status: "sent" });
  });

  test("a limit of one category leaves the others alone, and is never shortened", async () => {
    const { advance, sent } = createTestClient({}, (_, attempt) => limited(attempt === 1 ? "60:transaction:key, 60:attachment:key" : "1:attachment:key"));
    for (const text of ["first", "second"]) {
      const result = captureMessage(text, { wait: true });
      await advance(2000);
      expect(await result).toMatchObject({ status: "sent" });
    }
    const withFile = (): string => withScope((scope) => captureMessage("third", { attachments: [{ filename: "a.txt", data: "x" }], captureContext: scope }));
    withFile();
    await advance(0);
    expect(sent.at(-1)?.items.map(({ type }) => type)).toEqual(["event"]);
  });

  test("a limit on attachments removes only them", async () => {
    const { sent, advance } = createTestClient({}, () => limited("60:attachment_item:key"));
    for (let round = 0; round < 2; round++) {
      withScope((scope) => {
        scope.addAttachment({ filename: "a.txt", data: "text" });
        captureMessage(`message ${round}`);
      });
      await advance(0);
    }
    expect(sent.map(({ items }) => items.map(({ type }) => type))).toEqual([["event", "attachment"], ["event"]]);
  });

  test("limits are read again before a retry", async () => {
    let failing = true;
    const { posts, advance } = createTestClient({}, (body) => {
      if (body.includes("slow") && failing) throw new Error("reset");
      return limited("60:error:key");
    });
    const slow = captureMessage("slow", { wait: true });
    captureMessage("fast");
    await advance(0);
    failing = false;
    await advance(1000);
    expect(await slow).toMatchObject({ status: "rateLimited" });
    expect(posts.filter((body) => body.includes("slow"))).toHaveLength(1);
  });
});

describe("queue", () => {
  test("a burst of 1,000 errors arrives whole", async () => {
    const { client, sent, advance } = createTestClient();
    for (let index = 0; index < 1000; index++) captureException(new Error(`error ${index}`));
    await advance(0);
    const flushed = client.flush(5000);
    for (let turn = 0; turn < 100; turn++) await advance(0);
    expect(await flushed).toBe(true);
    expect(new Set(payloads(sent, "event").map(({ event_id }) => event_id)).size).toBe(1000);
  });

  test("an outage keeps the newest, and says what it dropped", async () => {
    const { client, advance, log } = createTestClient({ bufferCapacities: { error: 10 }, maxBreadcrumbs: 0 }, () => new Promise(() => undefined));
    for (let index = 0; index < 10; index++) captureMessage(`message ${index}`);
    await advance(0);
    for (let index = 10; index < 20; index++) captureMessage(`message ${index}`);
    await advance(0);
    // Four are on their way, ten wait, six had to go.
    expect(log.filter((line) => line.includes("queue_overflow"))).toHaveLength(6);
    expect(client.pressure).toBe(1);
  });

  test("discardThreshold drops new events while too many wait", async () => {
    const { advance, log } = createTestClient({ overload: { discardThreshold: 2 } }, () => new Promise(() => undefined));
    for (let index = 0; index < 10; index++) captureMessage(`message ${index}`);
    await advance(0);
    expect(log.filter((line) => line.includes("(backpressure)"))).toHaveLength(4);
  });

  test("flush is false at the timeout and true once delivered", async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { client, advance } = createTestClient({}, async () => {
      await gate;
      return { status: 200, headers: {}, body: "{}" };
    });
    captureMessage("held");
    await advance(0);
    const early = client.flush(100);
    await advance(100);
    expect(await early).toBe(false);
    release();
    expect(await client.flush(100)).toBe(true);
  });

  test("flush does not wait for what comes after it", async () => {
    const answers: (() => void)[] = [];
    const { client, advance } = createTestClient({}, () => new Promise((resolve) => answers.push(() => resolve({ status: 200, headers: {}, body: "{}" }))));
    captureMessage("before");
    const flushed = client.flush(5000);
    await advance(0);
    captureMessage("after");
    await advance(0);
    answers[0]?.();
    expect(await flushed).toBe(true);
    expect(answers).toHaveLength(2);
    const second = client.flush(5000);
    answers[1]?.();
    expect(await second).toBe(true);
  });

  test("without a DSN there are no timers, no posts and no events", async () => {
    const { client, posts, advance, pendingTimers } = createTestClient({ dsn: "" });
    expect(await captureException(new Error("x"), { wait: true })).toMatchObject({ status: "ignored" });
    await advance(60_000);
    expect(posts).toEqual([]);
    expect(pendingTimers()).toBe(0);
    expect(await client.flush(10)).toBe(true);
  });

  test("start and stop of an HTTP client are called once each, and only if they exist", async () => {
    const calls: string[] = [];
    const { client, advance } = createTestClient({
      httpClient: {
        start: () => void calls.push("start"),
        stop: () => void calls.push("stop"),
        post: async () => {
          calls.push("post");
          return { status: 200, headers: {}, body: "{}" };
        },
      },
    });
    captureMessage("one");
    captureMessage("two");
    await advance(0);
    await client.close(100);
    expect(calls).toEqual(["start", "post", "post", "stop"]);
  });

  test("one call may bring its own HTTP client", async () => {
    const { posts, advance } = createTestClient();
    const own: string[] = [];
    const result = captureMessage("mine", {
      wait: true,
      httpClient: {
        post: async (url) => {
          own.push(url);
          return { status: 200, headers: {}, body: "{}" };
        },
      },
    });
    await advance(0);
    expect(await result).toMatchObject({ status: "sent" });
    expect(own).toEqual(["https://errors.example.com/api/1/envelope/"]);
    expect(posts).toEqual([]);
  });
});
