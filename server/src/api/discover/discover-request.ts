import { z } from "zod";
import { DiscoverError } from "../../discover/discover-error.ts";
import { discoverDataset, discoverDatasets } from "../../discover/datasets/index.ts";
import type { DiscoverScope } from "../../discover/query-table.ts";
import type { Organization } from "../../stores/state/model.ts";
import type { Access } from "../access.ts";
import type { ApiContext } from "../context.ts";
import { fail } from "../errors.ts";
import { periodQuery, readPeriod, refuseBadSearch } from "../issues/search-request.ts";

/** Query parameters of everything that asks in the discover language. */
export const discoverQuery = {
  ...periodQuery,
  dataset: z
    .string()
    .optional()
    .meta({ description: `One of ${Object.keys(discoverDatasets).join(", ")}. \`discover\`, and nothing, is errors and transactions together.` }),
  query: z.string().optional(),
  project: z.array(z.string()).optional(),
  environment: z.array(z.string()).optional(),
  allowAggregateConditions: z.string().optional().meta({ description: "`0` refuses conditions on functions." }),
};

export interface Asked extends ApiContext {
  readonly organization: Organization;
  readonly access: Access;
  readonly query: { readonly [K in keyof typeof discoverQuery]?: z.output<(typeof discoverQuery)[K]> };
}

export async function readScope({ access, organization, query, clock }: Asked): Promise<DiscoverScope> {
  const dataset = discoverDataset(query.dataset);
  if (dataset === undefined) throw fail("invalidInput", { reason: `dataset must be one of: ${Object.keys(discoverDatasets).join(", ")}` });
  const now = clock.now();
  const { range } = await readPeriod(query, now);
  return {
    dataset,
    organizationId: organization.id,
    projects: await access.chosenProjects(organization, query.project),
    environments: query.environment ?? [],
    range,
    query: query.query ?? "",
    now,
    aggregateConditions: query.allowAggregateConditions !== "0",
  };
}

/** What the language refuses becomes a 400 with its words. */
export function refuseBadDiscover<T>(work: () => Promise<T>): Promise<T> {
  return refuseBadSearch(async () => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof DiscoverError) throw fail("invalidInput", { reason: error.message });
      throw error;
    }
  });
}
