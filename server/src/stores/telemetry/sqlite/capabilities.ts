import type { TelemetryCapabilities } from "../suite.ts";
import { distinctValues } from "./value-room.ts";

export const capabilities: TelemetryCapabilities = { distinctValuesPerDay: distinctValues };
