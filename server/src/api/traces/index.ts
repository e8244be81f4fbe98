import { showTrace, showTraceMeta } from "./trace.ts";

export const traceEndpoints = { showTrace, showTraceMeta };
