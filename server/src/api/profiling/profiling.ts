import { z } from "zod";
import { findChunks, findProfile, findProfiles, readBody } from "../../profiles/find-profiles.ts";
import { buildFlamegraph, storedStacks, type FlamegraphSource } from "../../profiles/flamegraph.ts";
import { mergeChunks } from "../../profiles/merge-chunks.ts";
import { profileJson } from "../../profiles/profile-json.ts";
import { eventIdIn } from "../../query/direct-hit.ts";
import { SearchError } from "../../query/search-error.ts";
import { literal } from "../../query/text-match.ts";
import { tokenize } from "../../query/tokenizer.ts";
import type { ColumnMatch } from "../../stores/telemetry/port.ts";
import { withToken } from "../admission.ts";
import type { ApiContext } from "../context.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { periodQuery, readPeriod, refuseBadSearch } from "../issues/search-request.ts";
import { inOrganization, inProject } from "../place.ts";
import { words } from "../words.ts";

const anything = z.record(z.string(), z.unknown());
/** As in Sentry: a flamegraph is made of so many profiles at most, the newest ones. */
const mostProfiles = 100;

export const showProjectProfile = defineEndpoint({
  method: "get",
  path: "/projects/{organization}/{project}/profiling/profiles/{profile}/",
  summary: "The profile of a transaction, in the sample format in which it came",
  auth: withToken,
  place: inProject,
  scopes: ["project:read", "event:read"],
  params: z.object({ profile: z.string() }),
  response: anything,
  async handler({ stores, project, params }) {
    const id = eventIdIn(params.profile);
    const row = id === undefined ? undefined : await findProfile(stores.telemetry, [project.id], id);
    const body = row === undefined ? undefined : await readBody(stores.blobs, row);
    if (body === undefined) throw fail("notFound");
    return { body: profileJson(body) };
  },
});

export const showProfileChunks = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/profiling/chunks/",
  summary: "A continuous profile between two times, as one chunk",
  description: "At most 200 chunks, the first ones of the period.",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "event:read"],
  query: z.object({ ...periodQuery, project: words, profiler_id: z.string() }),
  response: z.object({ chunk: anything }),
  async handler({ stores, access, organization, query, clock }) {
    const profilerId = eventIdIn(query.profiler_id);
    if (profilerId === undefined) throw fail("invalidInput", { reason: "profiler_id must be 32 hexadecimal digits" });
    const { range } = await readPeriod(query, clock.now());
    const projects = await access.chosenProjects(organization, query.project);
    const rows = await findChunks(stores.telemetry, { projectIds: projects.map((project) => project.id), profilerId, range });
    const bodies = await Promise.all(rows.map((row) => readBody(stores.blobs, row)));
    const chunk = mergeChunks(bodies.filter((body) => body !== undefined));
    if (chunk === undefined) throw fail("notFound");
    return { body: { chunk: profileJson(chunk) } };
  },
});

export const showFlamegraph = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/profiling/flamegraph/",
  summary: "Where time was spent, over the newest 100 profiles that match",
  description: "`query` takes transaction, release, environment, platform, profile.id and profiler.id, each with one value or a list.",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "event:read"],
  query: z.object({
    ...periodQuery,
    project: words,
    environment: words,
    dataSource: z.string().optional(),
    fingerprint: z.string().optional(),
    expand: words,
    query: z.string().default(""),
  }),
  response: anything,
  async handler({ stores, access, organization, query, clock }) {
    const { range } = await readPeriod(query, clock.now());
    const projects = await access.chosenProjects(organization, query.project);
    const { profilerId, where } = await refuseBadSearch(() => readSearch(query.query));
    const environments = (query.environment ?? []).filter((name) => name !== "");
    const search = {
      projectIds: projects.map((project) => project.id),
      range,
      where: environments.length === 0 ? where : { ...where, environment: environments },
    };
    const { sources, platform, projectId } = await (profilerId === undefined ? ofProfiles(stores, search) : ofChunks(stores, { ...search, profilerId }));
    const transaction = where["transactionName"];
    const transactionName = typeof transaction === "object" ? String(transaction[0] ?? "") : "";
    return { body: { ...buildFlamegraph(sources, { platform, projectID: projectId, transactionName }) } };
  },
});

type Stores = ApiContext["stores"];

interface Found {
  readonly sources: readonly FlamegraphSource[];
  readonly platform: string;
  readonly projectId: number;
}

async function ofProfiles(stores: Stores, search: Pick<Parameters<typeof findProfiles>[1], "projectIds" | "range" | "where">): Promise<Found> {
  const rows = await findProfiles(stores.telemetry, { ...search, limit: mostProfiles });
  const sources = await Promise.all(
    rows.map(async (row): Promise<FlamegraphSource[]> => {
      const stacks = storedStacks((await readBody(stores.blobs, row)) ?? {}, "elapsed_since_start_ns");
      return stacks === undefined ? [] : [{ stacks, unitMs: 1e-6, reference: { project_id: row.projectId, profile_id: row.profileId } }];
    }),
  );
  return { sources: sources.flat(), platform: rows[0]?.platform ?? "", projectId: rows[0]?.projectId ?? 0 };
}

async function ofChunks(stores: Stores, search: Parameters<typeof findChunks>[1]): Promise<Found> {
  const rows = (await findChunks(stores.telemetry, search)).slice(-mostProfiles);
  const sources = await Promise.all(
    rows.map(async (row): Promise<FlamegraphSource[]> => {
      const stacks = storedStacks((await readBody(stores.blobs, row)) ?? {}, "timestamp");
      const reference = { project_id: row.projectId, profiler_id: row.profilerId, chunk_id: row.chunkId, start: row.timestamp / 1000, end: row.endedAt / 1000 };
      return stacks === undefined ? [] : [{ stacks, unitMs: 1000, reference }];
    }),
  );
  return { sources: sources.flat(), platform: rows[0]?.platform ?? "", projectId: rows[0]?.projectId ?? 0 };
}

const columns: Readonly<Record<string, string>> = {
  transaction: "transactionName",
  release: "release",
  environment: "environment",
  platform: "platform",
  "platform.name": "platform",
  "profile.id": "profileId",
  trace: "traceId",
};

/** Keys that mean nothing to profiles are refused, and not taken for "all". */
function readSearch(query: string): { readonly profilerId: string | undefined; readonly where: ColumnMatch } {
  const where: Record<string, readonly string[]> = {};
  let profilerId: string | undefined;
  for (const token of tokenize(query, "event")) {
    const column = token.kind === "filter" && !token.negated ? (token.key === "profiler.id" ? "profilerId" : columns[token.key]) : undefined;
    if (token.kind === "and") continue;
    if (token.kind !== "filter" || column === undefined)
      throw new SearchError("Profiles are searched by transaction, release, environment, platform, trace, profile.id or profiler.id", token.column);
    const values = token.value.items.map(literal);
    const isId = column.endsWith("Id");
    const ids = isId ? values.flatMap((value) => eventIdIn(value) ?? []) : values;
    if (column === "profilerId") profilerId = ids[0] ?? "0".repeat(32);
    else where[column] = isId && ids.length === 0 ? ["0".repeat(32)] : ids;
  }
  return { profilerId, where };
}
