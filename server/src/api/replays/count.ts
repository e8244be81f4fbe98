import { z } from "zod";
import { eventIdIn } from "../../query/direct-hit.ts";
import { SearchError } from "../../query/search-error.ts";
import { literal } from "../../query/text-match.ts";
import { tokenize } from "../../query/tokenizer.ts";
import type { TimeRange } from "../../query/model.ts";
import type { ApiContext } from "../context.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { periodQuery, readPeriod, refuseBadSearch } from "../issues/search-request.ts";
import { inOrganization } from "../place.ts";
import { words } from "../words.ts";

/** Events of an issue that are looked through, and replays that are counted: as in Sentry, more is "50+". */
const mostEvents = 1000;
const mostReplays = 51;

export const countOrganizationReplays = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/replay-count/",
  summary: "How many replays each issue, transaction or replay id has",
  description: "Keys are what the query names; with `returnIds` the ids instead of their number. Counted up to 51 in the newest 1000 events of an issue.",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "event:read"],
  query: z.object({
    ...periodQuery,
    project: words,
    project_id_or_slug: words,
    environment: words,
    data_source: z.string().optional(),
    query: z.string().default(""),
    returnIds: z.string().optional(),
  }),
  response: z.record(z.string(), z.union([z.int(), z.array(z.string())])),
  async handler({ stores, access, organization, query, clock }) {
    const { range } = await readPeriod(query, clock.now());
    const projects = await access.chosenProjects(organization, [...(query.project ?? []), ...(query.project_id_or_slug ?? [])]);
    const wanted = await refuseBadSearch(() => readWanted(query.query));
    const context = { stores, projectIds: projects.map((project) => project.id), range };
    const found = await Promise.all(wanted.values.map(async (value) => [value, await replaysOf(context, wanted.key, value)] as const));
    const asIds = query.returnIds === "true" || query.returnIds === "1" || query.returnIds === "True";
    return { body: Object.fromEntries(found.filter(([, ids]) => ids.length > 0).map(([value, ids]) => [value, asIds ? [...ids] : ids.length])) };
  },
});

const keys = ["issue.id", "transaction", "replay_id"] as const;

function readWanted(query: string): { readonly key: (typeof keys)[number]; readonly values: readonly string[] } {
  for (const token of tokenize(query, "event")) {
    const key = token.kind === "filter" ? keys.find((name) => name === token.key) : undefined;
    if (token.kind === "filter" && key !== undefined) return { key, values: token.value.items.slice(0, 100).map(literal) };
  }
  throw new SearchError("The query must name issue.id, transaction or replay_id", 1);
}

async function replaysOf(
  { stores, projectIds, range }: Pick<ApiContext, "stores"> & { readonly projectIds: readonly number[]; readonly range: TimeRange },
  key: (typeof keys)[number],
  value: string,
): Promise<readonly string[]> {
  const named = key === "replay_id" ? [eventIdIn(value) ?? ""] : await namedByEvents();
  const ids = [...new Set(named)].filter((id) => id !== "").slice(0, mostReplays);
  if (ids.length === 0) return [];
  const rows = await stores.telemetry.rows({ dataset: "replaySegments", projectIds, where: { replayId: ids, segmentId: [0, 1, 2, 3, 4, 5] }, limit: 1000 });
  const stored = new Set(rows.map((row) => row.replayId));
  return ids.filter((id) => stored.has(id));

  async function namedByEvents(): Promise<readonly string[]> {
    const has = { kind: "hasTag", key: "replayId", negated: false } as const;
    if (key === "issue.id") {
      const issueId = Number(value);
      if (!Number.isSafeInteger(issueId)) return [];
      const events = await stores.telemetry.events({ projectIds, issueId, range, filter: [has], limit: mostEvents });
      return events.map(({ tags }) => eventIdIn(tags.find(([name]) => name === "replayId")?.[1] ?? "") ?? "");
    }
    const transaction = { kind: "field", field: "transaction", anyOf: [{ kind: "exact", value }], negated: false } as const;
    const events = await stores.telemetry.events({ projectIds, range, filter: [has, transaction], limit: mostEvents });
    return events.map(({ tags }) => eventIdIn(tags.find(([name]) => name === "replayId")?.[1] ?? "") ?? "");
  }
}
