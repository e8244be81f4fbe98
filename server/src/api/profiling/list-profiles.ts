import { z } from "zod";
import { newestProfiles } from "../../profiles/find-profiles.ts";
import { withToken } from "../admission.ts";
import { isoDate } from "../dates.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { periodQuery, readPeriod } from "../issues/search-request.ts";
import { inOrganization } from "../place.ts";
import { words } from "../words.ts";

const profileRow = z
  .object({
    kind: z.enum(["transaction", "continuous"]).meta({ description: "A profile of one transaction, or what a profiler that runs all the time sent." }),
    id: z.string().meta({ description: "Of the profile, or of the profiler: `profile.id` or `profiler.id` in a flamegraph's query." }),
    projectSlug: z.string(),
    name: z.string().meta({ description: "Of the transaction; empty for a profiler." }),
    platform: z.string(),
    environment: z.string().nullable(),
    release: z.string().nullable(),
    trace: z.string().nullable(),
    dateStarted: z.string(),
    durationMs: z.number().meta({ description: "Of the profile; of a profiler from its first to its last sample among the newest." }),
    samples: z.int(),
  })
  .meta({ id: "ProfileRow" });

/** As many as a page shows. */
const most = 50;

export const listProfiles = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/profiling/profiles/",
  summary: "The newest 50 profiles of transactions, and of profilers that run all the time",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "event:read"],
  internal: true,
  query: z.object({ ...periodQuery, project: words, environment: words }),
  response: z.array(profileRow),
  async handler({ stores, access, organization, query, clock }) {
    const { range } = await readPeriod(query, clock.now());
    const projects = await access.chosenProjects(organization, query.project);
    const slugs = new Map(projects.map(({ id, slug }) => [id, slug]));
    const environments = (query.environment ?? []).filter((name) => name !== "");
    const found = await newestProfiles(stores.telemetry, { projectIds: [...slugs.keys()], environments, range, limit: most });
    return {
      body: found.map(({ projectId, startedAt, ...profile }) => ({ ...profile, projectSlug: slugs.get(projectId) ?? "", dateStarted: isoDate(startedAt) })),
    };
  },
});
