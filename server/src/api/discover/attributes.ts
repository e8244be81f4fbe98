import { z } from "zod";
import { queryFacets, type Facet } from "../../discover/facets.ts";
import { isNumeric, type DiscoverDataset } from "../../discover/field.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { pageOfAll, pageQuery } from "../pagination.ts";
import { inOrganization } from "../place.ts";
import { discoverQuery, readScope, refuseBadDiscover } from "./discover-request.ts";

const facetsInPage = 10;

export const listEventFacets = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/events-facets/",
  summary: "Tags of the newest events of a search with their most frequent values",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "event:read"],
  query: z.object({ ...pageQuery, ...discoverQuery, includeAll: z.string().optional() }),
  response: z.array(z.object({ key: z.string(), topValues: z.array(z.object({ name: z.string(), value: z.string(), count: z.int() })) })),
  async handler(incoming) {
    const { query, stores } = incoming;
    const scope = await readScope(incoming);
    const slugs = new Map(scope.projects.map(({ id, slug }) => [String(id), slug]));
    const facets = await refuseBadDiscover(() => queryFacets(stores, scope, 10));
    const named = facets
      .map(({ key, top }) => ({
        key,
        topValues: top.map(({ value, count }) => ({ name: (key === "project" ? slugs.get(value) : undefined) ?? value, value, count })),
      }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1));
    if (query.includeAll === "1") return { body: named };
    const { rows, page } = pageOfAll({ ...query, per_page: query.per_page ?? facetsInPage }, named);
    return { body: [...rows], page };
  },
});

type AttributeType = "string" | "number" | "boolean";

const attributeShape = z.object({
  key: z.string(),
  name: z.string(),
  attributeType: z.enum(["string", "number", "boolean"]),
  attributeSource: z.object({ source_type: z.enum(["sentry", "user"]) }),
});

export const listTraceItemAttributes = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/trace-items/attributes/",
  summary: "Attributes of spans, logs or metrics: the known ones, and those of the newest rows",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "event:read"],
  query: z.object({
    ...pageQuery,
    ...discoverQuery,
    itemType: z.string().optional(),
    attributeType: z.array(z.string()).optional(),
    substringMatch: z.string().optional(),
  }),
  response: z.array(attributeShape),
  async handler(incoming) {
    const { query, stores } = incoming;
    const scope = await readScope({ ...incoming, query: { ...query, dataset: query.dataset ?? query.itemType ?? "spans", query: query.query ?? "" } });
    const facets = await refuseBadDiscover(() => queryFacets(stores, scope, 0));
    const part = (query.substringMatch ?? "").toLowerCase();
    const types = query.attributeType ?? [];
    const all = [...knownAttributes(scope.dataset), ...facets.map(foundAttribute)].filter(
      ({ name, attributeType }) => name.toLowerCase().includes(part) && (types.length === 0 || types.includes(attributeType)),
    );
    const unique = [...new Map(all.toReversed().map((each) => [`${each.name} ${each.attributeType}`, each])).values()].toReversed();
    const { rows, page } = pageOfAll(query, unique);
    return { body: [...rows], page };
  },
});

function knownAttributes({ fields }: DiscoverDataset): readonly z.output<typeof attributeShape>[] {
  return fields
    .filter(({ type, name }) => type !== "date" && !name.startsWith("sentry."))
    .map((field) => attributeJson(field.name, isNumeric(field) ? "number" : field.type === "boolean" ? "boolean" : "string", "sentry"));
}

function foundAttribute({ key, type }: Facet): z.output<typeof attributeShape> {
  return attributeJson(key, type, key.startsWith("sentry.") || key === "project" ? "sentry" : "user");
}

/** Numbers are asked for as `tags[name,number]`. */
function attributeJson(name: string, attributeType: AttributeType, source: "sentry" | "user"): z.output<typeof attributeShape> {
  const key = attributeType === "string" || source === "sentry" ? name : `tags[${name},${attributeType}]`;
  return { key, name, attributeType, attributeSource: { source_type: source } };
}
