import { z } from "zod";
import { queryTable } from "../../discover/query-table.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { pageOfWindow, pageQuery, pageWindow } from "../pagination.ts";
import { inOrganization } from "../place.ts";
import { discoverQuery, readScope, refuseBadDiscover } from "./discover-request.ts";

export const listEvents = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/events/",
  summary: "A table of errors, transactions, spans, logs or metrics: any columns, functions and equations",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "event:read"],
  query: z.object({
    ...pageQuery,
    ...discoverQuery,
    field: z.array(z.string()).optional().meta({ description: "A column, a function or an equation; at most 20." }),
    sort: z.array(z.string()).optional().meta({ description: "A selected column; with - before it descending." }),
  }),
  response: z.object({
    data: z.array(z.record(z.string(), z.unknown())),
    meta: z.object({
      fields: z.record(z.string(), z.string()),
      units: z.record(z.string(), z.string().nullable()),
      isMetricsData: z.boolean(),
      isMetricsExtractedData: z.boolean(),
      tips: z.record(z.string(), z.string()),
      datasetReason: z.string(),
      dataset: z.string(),
      dataScanned: z.string(),
    }),
    confidence: z.array(z.unknown()),
  }),
  async handler(incoming) {
    const { query, stores } = incoming;
    const fields = query.field ?? [];
    const scope = await readScope(incoming);
    const sort = (query.sort ?? []).filter((text) => text !== "");
    const result = await refuseBadDiscover(() => queryTable(stores, { ...scope, fields, sort, ...pageWindow(query) }));
    const { rows, page } = pageOfWindow(query, result.data);
    const meta = {
      fields: { ...result.fields },
      units: { ...result.units },
      isMetricsData: false,
      isMetricsExtractedData: false,
      tips: {},
      datasetReason: "unchanged",
      dataset: scope.dataset.name,
      dataScanned: "full",
    };
    return { body: { data: rows.map((row) => ({ ...row })), meta, confidence: [] }, page };
  },
});
