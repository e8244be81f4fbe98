/** The embedded telemetry store: one SQLite file per UTC day. */
export { inspectTelemetry } from "./inspect.ts";
export { openTelemetryReader } from "./reader.ts";
export { openTelemetryWriter } from "./writer.ts";
