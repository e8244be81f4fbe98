import type { Client } from "../client/client.ts";
import type { Counts, Lane } from "../transport/outgoing.ts";

/** Entries per container and milliseconds that the first one waits. */
const MAX_ENTRIES = 100;
const MAX_WAIT = 5000;

export interface Batch<T> {
  add(entry: T): void;
}

export interface BatchKind<T> {
  readonly lane: Lane;
  readonly type: string;
  readonly contentType: string;
  readonly counts: (entries: readonly T[], bytes: number) => Counts;
}

/** Collects entries into containers (`protocol.md` §8.15): full, five seconds old, or wanted by a flush. */
export function createBatch<T>(client: Client, { lane, type, contentType, counts }: BatchKind<T>): Batch<T> {
  let entries: T[] = [];
  let cancel: (() => void) | undefined;
  const send = (): void => {
    cancel?.();
    cancel = undefined;
    if (entries.length === 0) return;
    const items = entries;
    entries = [];
    const payload = JSON.stringify({ version: 2, items });
    const header = { type, item_count: items.length, content_type: contentType };
    const headers = { sdk: { name: client.sdk.name, version: client.sdk.version } };
    client.send({ lane, headers, items: [{ header, payload, counts: counts(items, payload.length) }] });
  };
  client.onFlush(send);
  return {
    add(entry) {
      entries.push(entry);
      if (entries.length >= MAX_ENTRIES) send();
      else cancel ??= client.scheduler.after(MAX_WAIT, send);
    },
  };
}

/** One batch per client, made when its first entry comes. */
export function perClient<T>(create: (client: Client) => T): (client: Client) => T {
  const made = new WeakMap<Client, T>();
  return (client) => {
    const known = made.get(client);
    if (known !== undefined) return known;
    const value = create(client);
    made.set(client, value);
    return value;
  };
}
