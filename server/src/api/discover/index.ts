import { listEventFacets, listTraceItemAttributes } from "./attributes.ts";
import { listEvents } from "./events.ts";
import { showEventStats, showEventTimeSeries } from "./series.ts";
import { validateEventQuery } from "./validate.ts";

export const discoverEndpoints = { listEvents, validateEventQuery, showEventStats, showEventTimeSeries, listEventFacets, listTraceItemAttributes };
