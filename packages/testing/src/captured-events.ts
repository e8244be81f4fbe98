import {
  createClient,
  createInAppRule,
  getCurrentScope,
  parseStack,
  Scope,
  SDK_VERSION,
  withIsolationScope,
  type Client,
  type CoreOptions,
  type Event,
  type Platform,
} from "@vedette/core";
import { createMemoryClient } from "./memory-client.ts";
import { eventsOf, itemsOf, transactionsOf, type ReceivedEnvelope } from "./received.ts";

/** What was reported inside a callback. */
export interface Captured<T> {
  readonly result: T;
  readonly envelopes: readonly ReceivedEnvelope[];
  readonly events: readonly Event[];
  readonly transactions: readonly Event[];
  readonly logs: readonly Record<string, unknown>[];
  readonly metrics: readonly Record<string, unknown>[];
  readonly checkIns: readonly Record<string, unknown>[];
}

const TEST_DSN = "http://0123456789abcdef0123456789abcdef@vedette.invalid/1";

/**
 * Runs the callback with a client of its own and returns everything that it would have sent. Nothing leaves the process, and tests that
 * run at the same time do not see each other (in Node, after `init` of @vedette/node; elsewhere run them one after the other).
 *
 * @example
 * const { events } = await withCapturedEvents(() => checkout(brokenCart));
 * assert.equal(events[0]?.exception?.values[0]?.type, "CartError");
 */
export async function withCapturedEvents<T>(callback: () => T | Promise<T>, options: CoreOptions = {}): Promise<Captured<T>> {
  const memory = createMemoryClient();
  const client = createTestClient({ dsn: TEST_DSN, httpClient: memory, ...options });
  const result = await withIsolationScope(async (isolation) => {
    isolation.clear().setClient(client);
    getCurrentScope().clear().setClient(client);
    const value = await callback();
    await client.flush(5000);
    return value;
  });
  await client.close(1000);
  const { envelopes } = memory;
  return {
    result,
    envelopes,
    events: eventsOf(envelopes),
    transactions: transactionsOf(envelopes),
    logs: itemsOf(envelopes, "log"),
    metrics: itemsOf(envelopes, "trace_metric"),
    checkIns: itemsOf(envelopes, "check_in"),
  };
}

/** A client without integrations: it watches nothing and touches nothing of the process. */
export function createTestClient(options: CoreOptions): Client {
  return createClient(options, testPlatform(options));
}

/** A scope of its own for a test that passes scopes around. */
export const createTestScope = (client: Client): Scope => new Scope().setClient(client);

function testPlatform({ inAppInclude, inAppExclude }: CoreOptions): Platform {
  const inApp = createInAppRule({ include: inAppInclude, exclude: inAppExclude });
  return {
    name: "node",
    sdk: { name: "vedette.javascript.testing", version: SDK_VERSION },
    timers: {
      now: Date.now,
      set(callback, delay) {
        const timer = setTimeout(callback, delay);
        return () => clearTimeout(timer);
      },
    },
    defer: queueMicrotask,
    createHttpClient: createMemoryClient,
    parseStack: (stack, skip) => parseStack(stack, inApp, skip),
    write: (message) => console.warn(message.trimEnd()),
  };
}
