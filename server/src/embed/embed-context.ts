import type { Clock } from "../platform/clock.ts";
import type { StateReader, StateWriter } from "../stores/state/port.ts";
import type { TelemetryReader } from "../stores/telemetry/port.ts";

/** What pages of other sites may ask of this server without a token: a dialog and a loader script. */
export interface EmbedContext {
  readonly state: Pick<StateReader, "keyAccess" | "project" | "organization" | "userReport">;
  readonly writer: Pick<StateWriter, "saveUserReport">;
  readonly telemetry: Pick<TelemetryReader, "event">;
  readonly clock: Clock;
  readonly publicUrl: () => string;
  /** Where the built bundle of the browser SDK lies. */
  readonly sdkFile: string;
}
