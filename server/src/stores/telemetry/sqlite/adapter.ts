/** The embedded telemetry store: one SQLite file per UTC day. */
export { openTelemetryReader } from "./reader.ts";
export { openTelemetryWriter } from "./writer.ts";
