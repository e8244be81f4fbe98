import type { Context, Event, SdkInfo, StackFrame } from "../event/event.ts";
import type { HttpClient } from "../transport/http-client.ts";
import type { Timers } from "../transport/scheduler.ts";
import type { Spool } from "../transport/spool.ts";
import type { Parcel } from "./parcel.ts";

export interface ExternalTrace {
  readonly traceId: string;
  readonly spanId: string;
}

/** What core needs from where it runs. One object per platform package; tests bring their own. */
export interface Platform {
  /** `event.platform`: `node` or `javascript`. */
  readonly name: string;
  readonly sdk: SdkInfo;
  readonly timers: Timers;
  /** Runs the callback after the current task: preparing an event must not delay the code that captured it. */
  readonly defer: (callback: () => void) => void;
  readonly createHttpClient: () => HttpClient;
  readonly parseStack: (stack: string, skipFrames?: number) => StackFrame[];
  /** Contexts of every event, such as os and runtime. Called once per event: the same object until something changes. */
  readonly contexts?: (() => Record<string, Context>) | undefined;
  /** Adds source lines to in-app frames. `sync` when the process is about to end. */
  readonly addSourceContext?: ((event: Event, sync: boolean) => void | Promise<void>) | undefined;
  /** Posts to the client's address while everything else of the thread stands still, at most as long as an ending process may take. */
  readonly postAll?: ((parcel: Parcel) => readonly number[]) | undefined;
  readonly spool?: Spool | undefined;
  /** What another tracing tool of the application is doing; taken for events, logs and metrics that no span of ours is around. */
  readonly externalTrace?: (() => ExternalTrace | undefined) | undefined;
  readonly gzip?: ((bytes: Uint8Array) => Promise<Uint8Array>) | undefined;
  /** Authentication in the query spares browsers a preflight request. */
  readonly authInQuery?: boolean | undefined;
  readonly write: (message: string) => void;
}
