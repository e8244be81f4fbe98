import { randomUUID } from "node:crypto";

export interface SentEvent {
  readonly id: string;
}

interface Item {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: string | Buffer;
}

export const jsonItem = (header: Item["header"], payload: object): Item => ({ header, payload: JSON.stringify(payload) });

/** Sends items the way an SDK does: an envelope to the DSN. */
export async function sendItems(dsn: string, id: string, items: readonly Item[]): Promise<void> {
  const { origin, username, pathname } = new URL(dsn);
  const parts = items.flatMap(({ header, payload }) => [
    Buffer.from(`\n${JSON.stringify({ ...header, length: Buffer.byteLength(payload) })}\n`),
    Buffer.from(payload),
  ]);
  const body = Buffer.concat([Buffer.from(JSON.stringify({ event_id: id })), ...parts]);
  const response = await fetch(`${origin}/api${pathname}/envelope/?sentry_key=${username}`, { method: "POST", body });
  if (!response.ok) throw new Error(`envelope: ${response.status} ${await response.text()}`);
}

export async function sendEvent(
  dsn: string,
  event: Readonly<Record<string, unknown>>,
  attachment?: { readonly name: string; readonly type: string; readonly bytes: Buffer },
): Promise<SentEvent> {
  const id = randomUUID().replaceAll("-", "");
  const items = [jsonItem({ type: "event" }, { event_id: id, timestamp: Date.now() / 1000, platform: "node", ...event })];
  if (attachment !== undefined) {
    items.push({ header: { type: "attachment", filename: attachment.name, content_type: attachment.type }, payload: attachment.bytes });
  }
  await sendItems(dsn, id, items);
  return { id };
}

export function exception(type: string, value: string): Readonly<Record<string, unknown>> {
  return { exception: { values: [{ type, value, mechanism: { type: "generic", handled: false } }] }, transaction: `GET /${type.toLowerCase()}` };
}

const folded = (name: string) => ({ filename: "node:internal/timers", abs_path: "node:internal/timers", function: name, lineno: 5, in_app: false });

/** An event that has every part that the issue page can show. */
export const richEvent: Readonly<Record<string, unknown>> = {
  level: "error",
  environment: "production",
  release: "shop@4.2.0",
  transaction: "POST /checkout",
  exception: {
    values: [
      {
        type: "KeyError",
        value: "no product with sku TEA-0042",
        mechanism: { type: "chained", handled: false, source: "cause", exception_id: 1, parent_id: 0 },
      },
      {
        type: "TypeError",
        value: "Cannot read properties of undefined (reading 'price')",
        mechanism: { type: "onunhandledrejection", handled: false, exception_id: 0 },
        stacktrace: {
          frames: [
            folded("listOnTimeout"),
            folded("processTimers"),
            { filename: "src/http/checkout.ts", function: "checkout", lineno: 112, colno: 18, in_app: true },
            {
              filename: "src/cart/total.ts",
              function: "lineTotal",
              lineno: 48,
              colno: 27,
              in_app: true,
              pre_context: ["  const rate = taxRate(cart.country);"],
              context_line: "  total += product.price * rate;",
              post_context: ["}"],
              vars: { line: { sku: "TEA-0042", quantity: 2 } },
            },
          ],
        },
      },
    ],
  },
  breadcrumbs: {
    values: [
      { timestamp: Date.now() / 1000 - 2, category: "redis", message: "GET cart:8812" },
      {
        timestamp: Date.now() / 1000 - 1,
        type: "http",
        category: "http",
        level: "error",
        data: { method: "GET", url: "https://tax.example/NL", status_code: 500 },
      },
    ],
  },
  request: { url: "https://shop.example/checkout", method: "POST", query_string: "ref=mail", headers: { "User-Agent": "It's a test" }, data: { cart: 8812 } },
  user: { id: "7", email: "jane@example.com" },
  tags: { customer: "gold" },
  contexts: { runtime: { name: "node", version: "v24.21.0" }, flags: { values: [{ flag: "new-checkout", result: true }] } },
  extra: { retries: 3 },
  modules: { express: "5.1.0" },
  sdk: { name: "sentry.javascript.node", version: "11.12.0" },
};
