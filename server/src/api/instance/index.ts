import { showInternalHealth } from "./health.ts";
import { listRegions } from "./regions.ts";
import { showInstance } from "./show.ts";

export const instanceEndpoints = { showInstance, showInternalHealth, listRegions };
