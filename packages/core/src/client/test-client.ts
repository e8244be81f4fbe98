import type { CoreOptions } from "../options/options.ts";
import { setClient } from "../scope/current-scopes.ts";
import { parseStack } from "../stack/parse-stack.ts";
import type { HttpClient, HttpResponse } from "../transport/http-client.ts";
import { createClient, type Client } from "./client.ts";
import type { Integration } from "./integration.ts";

/** For tests of this package: a client whose network is a function and whose clock moves only when told to. */
export interface TestClient {
  readonly client: Client;
  /** Envelope bodies that were answered with 2xx, split into header, item headers and payloads. */
  readonly sent: SentEnvelope[];
  readonly posts: string[];
  readonly log: string[];
  /** Moves the clock and runs what is due, and everything that follows at once. */
  readonly advance: (milliseconds: number) => Promise<void>;
  readonly pendingTimers: () => number;
}

export interface SentEnvelope {
  readonly headers: Record<string, unknown>;
  readonly items: readonly { readonly type: string; readonly payload: Record<string, unknown> }[];
}

export type Respond = (body: string, attempt: number) => HttpResponse | Promise<HttpResponse>;

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

export function createTestClient(options: CoreOptions = {}, respond?: Respond, integrations: readonly Integration[] = []): TestClient {
  let now = Date.UTC(2026, 0, 1);
  const timers = new Map<number, { readonly due: number; readonly callback: () => void }>();
  let nextTimer = 1;
  const sent: SentEnvelope[] = [];
  const posts: string[] = [];
  const log: string[] = [];
  const httpClient: HttpClient = {
    async post(_url, _headers, body) {
      const text = typeof body === "string" ? body : new TextDecoder().decode(body);
      posts.push(text);
      const response = respond ? await respond(text, posts.length) : { status: 200, headers: {}, body: "{}" };
      if (response.status < 300) sent.push(readEnvelope(text));
      return response;
    },
  };
  const client = createClient(
    { dsn: "https://key@errors.example.com/1", release: "shop@1", httpClient, debug: true, ...options },
    {
      name: "node",
      sdk: { name: "vedette.javascript.test", version: "0.0.0" },
      timers: {
        now: () => now,
        set(callback, delay) {
          const id = nextTimer++;
          timers.set(id, { due: now + delay, callback });
          return () => timers.delete(id);
        },
      },
      defer: (callback) => void setImmediate(callback),
      createHttpClient: () => httpClient,
      parseStack: (stack, skip) => parseStack(stack, (filename) => !filename.includes("node_modules") && !filename.startsWith("node:"), skip),
      write: (message) => log.push(message),
    },
    integrations,
  );
  setClient(client);
  const advance = async (milliseconds: number): Promise<void> => {
    await settle();
    now += milliseconds;
    for (const [id, { due, callback }] of timers) {
      if (due > now) continue;
      timers.delete(id);
      callback();
    }
    await settle();
  };
  return { client, sent, posts, log, advance, pendingTimers: () => timers.size };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function record(text: string): Record<string, unknown> {
  const value: unknown = text === "" ? {} : JSON.parse(text);
  return isRecord(value) ? value : {};
}

/** Tests send no payloads with newlines in them, except attachments of one line. */
function readEnvelope(text: string): SentEnvelope {
  const [header = "", ...lines] = text.split("\n");
  const items: { type: string; payload: Record<string, unknown> }[] = [];
  for (let index = 0; index + 1 < lines.length; index += 2) {
    const type = String(record(lines[index] ?? "")["type"]);
    items.push({ type, payload: type === "attachment" ? { text: lines[index + 1] } : record(lines[index + 1] ?? "") });
  }
  return { headers: record(header), items };
}

/** Payloads of one item type. */
export const payloads = (sent: readonly SentEnvelope[], type: string): Record<string, unknown>[] =>
  sent.flatMap(({ items }) => items.filter((item) => item.type === type).map(({ payload }) => payload));
