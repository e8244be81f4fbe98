import type { Attachment, Mechanism } from "../event/event.ts";
import type { CaptureContext, ScopeContext } from "../scope/scope.ts";
import type { HttpClient } from "../transport/http-client.ts";

/** What hooks and processors get to know beside the event. */
export interface EventHint {
  event_id?: string | undefined;
  /** The captured value itself. */
  originalException?: unknown;
  /** Made at the capture call, for the stack of messages and of values that are not errors. */
  syntheticException?: Error | undefined;
  captureContext?: CaptureContext | undefined;
  mechanism?: Mechanism | undefined;
  /** Hooks may add to them. */
  attachments?: Attachment[] | undefined;
  data?: unknown;
}

/** How one capture call may deviate from the options of `init`. */
export interface DeliveryOptions {
  /** Resolve to the fate of the event instead of returning its id at once. */
  wait?: boolean | undefined;
  /** Posts this one event instead of the client of `init`. The caller owns its life cycle. */
  httpClient?: HttpClient | undefined;
}

/** Second argument of the capture functions: scope data, hint and delivery in one object, all optional. */
export interface CaptureOptions extends ScopeContext, DeliveryOptions {
  event_id?: string | undefined;
  /** What an event made by hand stands for: `ignoreErrors`, the dedupe check and hooks look at it. */
  originalException?: unknown;
  syntheticException?: Error | undefined;
  captureContext?: CaptureContext | undefined;
  mechanism?: Mechanism | undefined;
  attachments?: Attachment[] | undefined;
  data?: unknown;
}

/** What became of an event. `ignored`: no DSN or no client; `excluded`: a filter, hook, processor or the dedupe check. */
export type DeliveryStatus = "sent" | "ignored" | "unsampled" | "excluded" | "rateLimited" | "failed";

/** What became of an event: for `{ wait: true }` and `afterSend`. */
export interface DeliveryResult {
  readonly status: DeliveryStatus;
  readonly id: string;
  /** Why, when it was not sent. */
  readonly error?: Error | undefined;
}
