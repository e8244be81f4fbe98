import type { IssueMoves } from "../issues/issue-moves.ts";
import type { RuleTrial, TrialRequest } from "../issues/try-rules.ts";
import type { LiveHub } from "../live/hub.ts";
import type { Clock } from "../platform/clock.ts";
import type { BlobReader } from "../stores/blobs/port.ts";
import type { StateReader, StateWriter } from "../stores/state/port.ts";
import type { MoveWriter } from "../stores/state/port/moves.ts";
import type { TelemetryReader } from "../stores/telemetry/port.ts";

/** What endpoints work with. Writes of the ingest side are not among it. */
export interface ApiStores {
  readonly state: StateReader;
  readonly writer: Omit<StateWriter, "ingest" | "close" | keyof MoveWriter>;
  readonly moves: IssueMoves;
  readonly telemetry: TelemetryReader;
  readonly blobs: BlobReader;
}

export interface ApiContext {
  readonly stores: ApiStores;
  /** Groups newest events by other rules, away from this thread. */
  readonly tryRules: (request: TrialRequest) => Promise<RuleTrial>;
  readonly clock: Clock;
  readonly live: LiveHub;
  /** Without a trailing slash. A function, since the port may only be known once the server listens. */
  readonly publicUrl: () => string;
  readonly version: string;
  /** A bug was caught while answering; `id` is what the client was told. */
  readonly onError: (error: unknown, id: string) => void;
}
