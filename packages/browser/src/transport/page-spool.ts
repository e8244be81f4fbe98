import type { ClientReports, Counts, HttpResponse } from "@vedette/core";

/** What could not be delivered, and what is lost if it never is. */
export interface KeptEnvelope {
  readonly body: string | Uint8Array;
  readonly counts: Counts;
  /** Milliseconds for which it is still on its way. */
  readonly leased?: number | undefined;
}

/** The transport that a spool keeps for. Pages of several may share one store. */
export interface SpoolOwner {
  readonly dsn: string;
  readonly log: (message: string) => void;
  readonly drop: ClientReports["drop"];
  /** The category that the server limits now. */
  readonly limited: (counts: Counts) => string | undefined;
  /** One attempt. Rejects when there was no answer. */
  readonly post: (body: string | Uint8Array) => Promise<HttpResponse>;
  /** Something begins that `flush` waits for. */
  readonly begin: () => () => void;
}

/** Where envelopes wait beyond the life of the page. Nothing of it ever throws or rejects. */
export interface PageSpool {
  open(owner: SpoolOwner): OpenSpool;
}

/** It was delivered after all. */
export type Forget = () => void;

export interface OpenSpool {
  /** Puts it aside. Undefined: there is no room, or nothing may be stored here. What can be done before the page goes is done at once. */
  keep(envelope: KeptEnvelope): Promise<Forget | undefined>;
  /** Something is kept, of this page or of one before. */
  readonly holds: boolean;
  /** Sends what is kept, if the browser is online. */
  resend(): void;
  stop(): void;
}
