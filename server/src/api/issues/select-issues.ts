import { z } from "zod";
import type { Actor } from "../../auth/actor.ts";
import { listIssues } from "../../issues/list-issues.ts";
import type { Issue, Organization, Project } from "../../stores/state/model.ts";
import type { ApiContext } from "../context.ts";
import { invalid } from "../errors.ts";
import { periodQuery, readIssueSearch, readPeriod } from "./search-request.ts";

export const selectionQuery = z.object({
  ...periodQuery,
  id: z.array(z.string()).optional(),
  status: z.string().optional(),
  query: z.string().optional(),
  environment: z.array(z.string()).optional(),
});

/** One call changes at most so many (`api.md` §4.1). */
const mostAtOnce = 1000;

interface SelectionContext extends ApiContext {
  readonly actor: Actor;
  readonly organization: Organization;
  readonly query: z.output<typeof selectionQuery>;
}

/** The issues that a bulk call names by `id`, or else all that match `query` and `status`. Foreign ids select nothing. */
export async function selectIssues({ query, clock, actor, organization, stores }: SelectionContext, projects: readonly Project[]): Promise<readonly Issue[]> {
  const projectIds = projects.map((project) => project.id);
  const named = (query.id ?? []).filter((id) => id !== "");
  if (named.length > 0) {
    const wrong = named.filter((id) => !/^\d{1,15}$/.test(id));
    if (wrong.length > 0) throw invalid({ id: wrong.map((id) => `${JSON.stringify(id.slice(0, 50))} is no issue id.`) });
    return stores.state.issuesById(projectIds, [...new Set(named.map(Number))].slice(0, mostAtOnce));
  }
  const now = clock.now();
  const text = [query.status === undefined || query.status === "" ? "" : `status:${query.status}`, query.query ?? ""].join(" ");
  const { issues } = await listIssues(stores, {
    projectIds,
    search: await readIssueSearch(text, { state: stores.state, organizationId: organization.id, projects, userId: actor.userId, now }),
    environments: (query.environment ?? []).filter((name) => name !== ""),
    period: await readPeriod(query, now),
    sort: "date",
    cursor: undefined,
    limit: mostAtOnce,
  });
  return issues;
}
