import { column } from "../query/table-query.ts";
import { prepare, type DiscoverScope, type DiscoverStores } from "./query-table.ts";

export interface Facet {
  readonly key: string;
  /** Rows that have the key, among those looked at. */
  readonly count: number;
  /** Of its values: text, number or boolean. */
  readonly type: "string" | "number" | "boolean";
  readonly top: readonly { readonly value: string; readonly count: number }[];
}

/** The newest rows stand for all of them: what tags and attributes there are, and how they spread. */
const sample = 5000;
const mostKeys = 1000;
/** Of one key; what is as diverse as that has no shares worth showing. */
const mostValues = 2000;

/** Which attributes the rows of a search have, most frequent first, with their most frequent values. */
export async function queryFacets(stores: DiscoverStores, request: DiscoverScope, topValues: number): Promise<readonly Facet[]> {
  const { search } = await prepare(stores.state, request);
  const { dataset } = request;
  const rows = await stores.telemetry.select({
    table: dataset.table,
    projectIds: request.projects.map(({ id }) => id),
    range: request.range,
    where: search.where,
    select: [column(dataset.attributeColumn), column("projectId")],
    orderBy: [],
    limit: sample,
    offset: 0,
  });
  const counts = new Counts();
  for (const [attributes, projectId] of rows) {
    if (typeof attributes === "string") counts.addAll(attributes);
    counts.add("project", String(projectId));
  }
  return counts.facets(topValues);
}

class Counts {
  readonly #keys = new Map<string, { count: number; type: Facet["type"]; readonly values: Map<string, number> }>();

  addAll(json: string): void {
    const attributes: unknown = JSON.parse(json);
    if (typeof attributes !== "object" || attributes === null) return;
    for (const [key, value] of Object.entries(attributes)) if (!key.startsWith("sentry._meta.")) this.add(key, value);
  }

  add(key: string, value: unknown): void {
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return;
    let known = this.#keys.get(key);
    if (known === undefined) {
      if (this.#keys.size >= mostKeys) return;
      this.#keys.set(key, (known = { count: 0, type: typeName(value), values: new Map() }));
    }
    known.count++;
    const text = String(value);
    if (known.values.size < mostValues || known.values.has(text)) known.values.set(text, (known.values.get(text) ?? 0) + 1);
  }

  facets(topValues: number): readonly Facet[] {
    const all = [...this.#keys].sort(([, a], [, b]) => b.count - a.count);
    return all.map(([key, { count, type, values }]) => {
      const top = [...values].sort(([, a], [, b]) => b - a).slice(0, topValues);
      return { key, count, type, top: top.map(([value, each]) => ({ value, count: each })) };
    });
  }
}

function typeName(value: string | number | boolean): Facet["type"] {
  return typeof value === "number" ? "number" : typeof value === "boolean" ? "boolean" : "string";
}
