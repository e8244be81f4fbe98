import type { TelemetryCapabilities } from "../suite.ts";

export const capabilities: TelemetryCapabilities = { distinctValuesPerDay: 1000 };
