import { discoverDatasets } from "../discover/datasets/index.ts";
import { discoverNames } from "../discover/names.ts";
import { parseDiscoverSearch } from "../discover/search.ts";
import { parseEventSearch } from "../query/event-search.ts";
import { SearchError } from "../query/search-error.ts";
import { matchingReplays } from "../replays/list-replays.ts";
import { parseReplaySearch } from "../replays/replay-search.ts";
import type { JobInput } from "../stores/state/jobs.ts";
import type { Project } from "../stores/state/model.ts";
import type { StateReader } from "../stores/state/port.ts";
import type { TelemetryReader } from "../stores/telemetry/port.ts";

/** What can be deleted by a search. Transactions take their spans, profiles and files along, replays their recordings. */
export const searchedKinds = ["errors", "transactions", "spans", "logs", "metrics", "replays"] as const;
export type SearchedKind = (typeof searchedKinds)[number];

/** They are written down by their ids. */
const mostReplays = 10_000;

interface Wanted {
  readonly kind: SearchedKind;
  readonly query: string;
  readonly organizationId: number;
  readonly projects: readonly Project[];
  readonly now: number;
}

/** The job that deletes all that a search finds in these projects. Throws `SearchError`, also where it would find everything. */
export async function planDeletion(stores: { readonly state: StateReader; readonly telemetry: TelemetryReader }, wanted: Wanted): Promise<JobInput> {
  const { kind, query, organizationId, projects, now } = wanted;
  const projectIds = projects.map(({ id }) => id);
  if (query.trim() === "") throw new SearchError("An empty search would delete everything: name what to delete.", 1);
  if (kind === "errors") {
    const filter = parseEventSearch(query, { latestReleases: [] }, now);
    if (filter.length === 0) throw new SearchError("This search would delete everything: name what to delete.", 1);
    return { kind: "deleteEvents", projectIds, filter, label: query };
  }
  const label = `${kind}: ${query}`;
  if (kind === "replays") {
    const test = parseReplaySearch(query);
    const replayIds = await matchingReplays(stores.telemetry, { projectIds, range: { from: 0, to: now + 86_400_000 }, test, most: mostReplays });
    if (replayIds.length > mostReplays) throw new SearchError(`More than ${mostReplays} replays match: delete them in parts, by release or environment.`, 1);
    return { kind: "deleteReplays", projectIds, replayIds, label };
  }
  const dataset = kind === "metrics" ? discoverDatasets.tracemetrics : discoverDatasets[kind];
  const names = await discoverNames(stores.state, query, organizationId, projects);
  const { where } = parseDiscoverSearch(query, { dataset, names, now, aggregates: false });
  return { kind: "deleteRows", projectIds, dataset: kind, where, label };
}
