import type { DataCategory } from "@vedette/protocol";
import type { HttpClient } from "./http-client.ts";

/** Queues of the transport. Each has its own capacity and weight, so that a flood of one kind never starves another. */
export type Lane = "error" | "check_in" | "transaction" | "session" | "log" | "metric" | "report";

/** How much of each data category is lost if an item is. A transaction counts itself and its spans (`protocol.md` §8.7). */
export type Counts = readonly (readonly [DataCategory, number])[];

export interface OutgoingItem {
  readonly header: { readonly type: string; readonly [name: string]: unknown };
  /** Text is JSON on one line, as `JSON.stringify` writes it. */
  readonly payload: string | Uint8Array;
  readonly counts: Counts;
}

export type SendResult =
  | { readonly status: "sent" }
  | { readonly status: "rateLimited"; readonly error: Error }
  | { readonly status: "failed"; readonly error: Error };

export interface OutgoingEnvelope {
  readonly lane: Lane;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The headers as JSON without the braces, where that is known without the object. */
  readonly headersJson?: (() => string) | undefined;
  readonly items: readonly OutgoingItem[];
  readonly httpClient?: HttpClient | undefined;
  /** Called exactly once, when its fate is known. */
  readonly settle?: ((result: SendResult) => void) | undefined;
}
