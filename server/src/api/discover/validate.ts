import { z } from "zod";
import { parseColumns } from "../../discover/columns.ts";
import { DiscoverError } from "../../discover/discover-error.ts";
import { discoverDataset } from "../../discover/datasets/index.ts";
import { isNumeric, type DiscoverDataset } from "../../discover/field.ts";
import { parseFunction } from "../../discover/parse-function.ts";
import { prepare } from "../../discover/query-table.ts";
import { SearchError } from "../../query/search-error.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { inOrganization } from "../place.ts";
import { discoverQuery } from "./discover-request.ts";

const verdict = z.object({ valid: z.boolean(), error: z.string().nullable() });
const named = verdict.extend({ name: z.string() });
const typed = named.extend({ attrType: z.string().nullable() });

export const validateEventQuery = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/events/validate/",
  summary: "Whether a query in the discover language can be answered, part by part",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "event:read"],
  query: z.object({ ...discoverQuery, field: z.array(z.string()).optional(), orderby: z.array(z.string()).optional(), sort: z.array(z.string()).optional() }),
  otherStatuses: { 400: "The same body, where something is not valid." },
  response: z.object({
    valid: z.boolean(),
    projects: z.array(verdict),
    dataset: z.array(named),
    environment: z.array(verdict),
    field: z.array(typed),
    query: verdict.extend({ fields: z.array(z.string()) }),
    orderby: z.array(typed),
  }),
  async handler({ query, stores, access, organization, clock }) {
    const dataset = discoverDataset(query.dataset);
    const known = dataset ?? discoverDataset("errors");
    const all = await access.projects(organization);
    const projects = (query.project ?? [])
      .filter((text) => text !== "" && text !== "-1")
      .map((text) => told(all.some(({ id, slug }) => slug === text || String(id) === text) ? null : `Unknown project ${text}`));
    const sorts = [...(query.orderby ?? []), ...(query.sort ?? [])].filter((text) => text !== "");
    const body = {
      projects,
      dataset: query.dataset === undefined ? [] : [{ name: query.dataset, ...told(dataset === undefined ? `Unknown dataset ${query.dataset}` : null) }],
      environment: [],
      field: (query.field ?? []).map((name) => ({
        name,
        ...told(known === undefined ? null : columnError(name, known)),
        attrType: known === undefined ? null : attributeType(name, known),
      })),
      query: { ...told(known === undefined ? null : await searchError(known)), fields: [] },
      orderby: sorts.map((name) => ({
        name,
        ...told((query.field ?? []).includes(name.replace(/^-/, "")) ? null : "Cannot sort by a field that is not selected."),
        attrType: known === undefined ? null : attributeType(name.replace(/^-/, ""), known),
      })),
    };
    const valid = [...body.projects, ...body.dataset, ...body.field, body.query, ...body.orderby].every((each) => each.valid);
    return { status: valid ? 200 : 400, body: { valid, ...body } };

    async function searchError(of: DiscoverDataset): Promise<string | null> {
      const now = clock.now();
      const scope = {
        dataset: of,
        organizationId: organization.id,
        projects: all,
        environments: [],
        range: { from: 0, to: now },
        query: query.query ?? "",
        now,
      };
      return problemOf(() => prepare(stores.state, { ...scope, aggregateConditions: true }));
    }
  },
});

const told = (error: string | null) => ({ valid: error === null, error });

async function problemOf(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof SearchError) return error.message;
    throw error;
  }
}

function columnError(name: string, dataset: DiscoverDataset): string | null {
  try {
    parseColumns([name], { dataset, condition: () => ({ kind: "all", of: [] }) });
    return null;
  } catch (error) {
    if (error instanceof DiscoverError) return error.message;
    throw error;
  }
}

function attributeType(name: string, dataset: DiscoverDataset): string | null {
  if (parseFunction(name) !== undefined || name.startsWith("equation|")) return "number";
  const field = dataset.field(name);
  return isNumeric(field) ? "number" : field.type === "boolean" ? "boolean" : "string";
}
