import { z } from "zod";
import { listReplays, parseReplaySort } from "../../replays/list-replays.ts";
import { parseReplaySearch } from "../../replays/replay-search.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { periodQuery, readPeriod, refuseBadSearch } from "../issues/search-request.ts";
import { pageOfWindow, pageQuery, pageSize, pageWindow } from "../pagination.ts";
import { inOrganization } from "../place.ts";
import { replayJson, replayShape } from "./replay-shape.ts";
import { words } from "../words.ts";

export const listOrganizationReplays = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/replays/",
  summary: "Replays of an organization, newest first",
  description: "The newest 50,000 segments of the period are looked through. `field` is taken and changes nothing: all fields are answered.",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "event:read"],
  query: z.object({
    ...periodQuery,
    ...pageQuery,
    project: words,
    projectSlug: words,
    environment: words,
    field: words,
    query: z.string().default(""),
    sort: z.string().optional(),
    sortBy: z.string().optional(),
    orderBy: z.string().optional(),
  }),
  response: z.object({ data: z.array(replayShape) }),
  async handler({ stores, access, organization, query, clock }) {
    const { range } = await readPeriod(query, clock.now());
    const test = await refuseBadSearch(() => parseReplaySearch(query.query));
    const sent = query.sort ?? query.sortBy ?? query.orderBy ?? "";
    const sort = parseReplaySort(sent === "" ? "-started_at" : sent);
    if (sort === undefined) throw fail("invalidInput", { reason: `Invalid sort: ${JSON.stringify(sent.slice(0, 100))} cannot be sorted by` });
    const projects = await access.chosenProjects(organization, [...(query.project ?? []), ...(query.projectSlug ?? [])]);
    const replays = await listReplays(stores.telemetry, {
      projectIds: projects.map((project) => project.id),
      range,
      environments: (query.environment ?? []).filter((name) => name !== ""),
      test,
      sort,
      offset: pageWindow(query).offset,
      limit: pageSize(query),
    });
    const { rows, page } = pageOfWindow(query, replays);
    return { body: { data: rows.map(replayJson) }, page };
  },
});
