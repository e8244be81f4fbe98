import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import { clearTimeout, setImmediate, setTimeout } from "node:timers";
import {
  createClient,
  createInAppRule,
  getCurrentScope,
  getIsolationScope,
  parseStack,
  Scope,
  SDK_VERSION,
  setAsyncContext,
  withIsolationScope,
  type Client,
  type CoreOptions,
  type Event,
  type Platform,
  type ScopeFrame,
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

/** Milliseconds for what was captured, in less than the five seconds after which runners give up on a test without saying why. */
const DELIVERY_TIMEOUT = 3000;

/**
 * Runs the callback with a client of its own and returns everything that it would have sent. Nothing leaves the process, and tests that
 * run at the same time do not see each other. Throws what the callback throws; and an error if something captured did not come through
 * within three seconds, as with a `beforeSend` that never answers.
 *
 * @example
 * const { events } = await withCapturedEvents(() => checkout(brokenCart));
 * assert.equal(events[0]?.exception?.values[0]?.type, "CartError");
 */
export async function withCapturedEvents<T>(callback: () => T | Promise<T>, options: CoreOptions = {}): Promise<Captured<T>> {
  const memory = createMemoryClient();
  const client = createTestClient({ dsn: TEST_DSN, httpClient: memory, ...options });
  followAsynchronousCode();
  let delivered: boolean;
  let result: T;
  try {
    result = await withIsolationScope(async (isolation) => {
      isolation.clear().setClient(client);
      getCurrentScope().clear().setClient(client);
      return await callback();
    });
    delivered = await client.flush(DELIVERY_TIMEOUT);
  } finally {
    // What a callback captured before it threw is still on its way, and would leave timers behind.
    await client.close(1000);
  }
  if (!delivered)
    throw new Error(`what was captured did not come through within ${DELIVERY_TIMEOUT} ms; does a hook (beforeSend) or the given httpClient not answer?`);
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

/** As `init` of @vedette/node sees to; a probe tells whether it has. */
function followAsynchronousCode(): void {
  const follows = withIsolationScope((isolation) => AsyncResource.bind(() => getIsolationScope() === isolation));
  if (follows()) return;
  const storage = new AsyncLocalStorage<ScopeFrame>();
  setAsyncContext({ frame: () => storage.getStore(), run: (frame, callback) => storage.run(frame, callback) });
}

/** A client without integrations: it watches nothing and touches nothing of the process. */
export function createTestClient(options: CoreOptions): Client {
  return createClient(options, testPlatform(options));
}

/** A scope of its own for a test that passes scopes around. */
export const createTestScope = (client: Client): Scope => new Scope().setClient(client);

/** Of the moment of loading, like the timers: a test may replace the globals by fake ones. */
const { now } = Date;

function testPlatform({ inAppInclude, inAppExclude }: CoreOptions): Platform {
  const inApp = createInAppRule({ include: inAppInclude, exclude: inAppExclude });
  return {
    name: "node",
    sdk: { name: "vedette.javascript.testing", version: SDK_VERSION },
    timers: {
      now,
      set(callback, delay) {
        const timer = setTimeout(callback, delay);
        return () => clearTimeout(timer);
      },
    },
    defer: (callback) => void setImmediate(callback),
    createHttpClient: createMemoryClient,
    parseStack: (stack, skip) => parseStack(stack, inApp, skip),
    write: (message) => console.warn(message.trimEnd()),
  };
}
