import { z } from "zod";
import type { IssueHash } from "../../stores/state/model.ts";
import { withToken } from "../admission.ts";
import type { ApiContext } from "../context.ts";
import { defineEndpoint, type Reply } from "../define-endpoint.ts";
import { eventLiteJson } from "../events/event-json.ts";
import { eventLiteShape } from "../events/event-shape.ts";
import { fail, invalid } from "../errors.ts";
import { date, isoDateOrNull } from "../dates.ts";
import { pageOfAll, pageQuery } from "../pagination.ts";
import type { Actor } from "../../auth/actor.ts";
import { inIssue, inLegacyIssue, type FoundIssue } from "./places.ts";

const hashesShape = z.array(
  z.object({
    id: z.string(),
    latestEvent: eventLiteShape.nullable(),
    mergedBySeer: z.boolean(),
    seerMatchDistance: z.null(),
    count: z.string().meta({ description: "Events that had it as their first hash. Not part of Sentry's shape." }),
    firstSeen: date.nullable(),
    lastSeen: date.nullable(),
  }),
);
const splitShape = z.object({ id: z.string() });

const list = {
  method: "get",
  summary: "Hashes that lead events into an issue, with the latest event of each",
  auth: withToken,
  scopes: ["event:read"],
  query: z.object(pageQuery),
  response: hashesShape,
} as const;
const split = {
  summary: "Unmerge: the hashes named by `id` leave the issue for a new one, with their events",
  auth: withToken,
  scopes: ["event:write"],
  status: 202,
  query: z.object({
    id: z
      .array(z.string().regex(/^[\da-f]{32}$/, "A hash has 32 hexadecimal digits."))
      .min(1)
      .max(1000),
  }),
  response: splitShape,
} as const;

interface HashesContext extends ApiContext, FoundIssue {}

async function hashesOf({ stores, issue }: HashesContext, rows: readonly IssueHash[]): Promise<z.input<typeof hashesShape>> {
  return Promise.all(
    rows.map(async ({ hash, lastEventId, timesSeen, firstSeen, lastSeen }) => {
      const row = lastEventId === null ? undefined : await stores.telemetry.event([issue.projectId], lastEventId);
      return {
        id: hash,
        latestEvent: row === undefined ? null : eventLiteJson(row),
        mergedBySeer: false,
        seerMatchDistance: null,
        count: String(timesSeen),
        firstSeen: isoDateOrNull(firstSeen),
        lastSeen: isoDateOrNull(lastSeen),
      };
    }),
  );
}

const refusals = {
  unknownHash: "Not all of these hashes belong to the issue.",
  allHashes: "At least one hash has to stay in the issue.",
  noEvents: "No event has one of these hashes as its first one: there is nothing to move.",
} as const;

async function splitOff({
  stores,
  issue,
  actor,
  clock,
  query,
}: HashesContext & { readonly actor: Actor; readonly query: z.output<typeof split.query> }): Promise<Reply<z.input<typeof splitShape>>> {
  const made = await stores.moves.splitIssue({ projectId: issue.projectId, issueId: issue.id, hashes: query.id, userId: actor.userId, at: clock.now() });
  if (!("refused" in made)) return { body: { id: String(made.issueId) } };
  throw made.refused === "notFound" ? fail("notFound") : invalid({ id: [refusals[made.refused]] });
}

const path = "/organizations/{organization}/issues/{issue}/hashes/";

export const listIssueHashes = defineEndpoint({
  ...list,
  path,
  place: inIssue,
  async handler(incoming) {
    const { rows, page } = pageOfAll(incoming.query, await incoming.stores.state.hashes(incoming.issue.id));
    return { body: await hashesOf(incoming, rows), page };
  },
});

export const listLegacyIssueHashes = defineEndpoint({
  ...list,
  path: "/issues/{issue}/hashes/",
  place: inLegacyIssue,
  async handler(incoming) {
    const { rows, page } = pageOfAll(incoming.query, await incoming.stores.state.hashes(incoming.issue.id));
    return { body: await hashesOf(incoming, rows), page };
  },
});

export const unmergeIssueHashes = defineEndpoint({ ...split, method: "put", path, place: inIssue, handler: splitOff });
export const deleteIssueHashes = defineEndpoint({ ...split, method: "delete", path, place: inIssue, handler: splitOff });
export const unmergeLegacyIssueHashes = defineEndpoint({ ...split, method: "put", path: "/issues/{issue}/hashes/", place: inLegacyIssue, handler: splitOff });
export const deleteLegacyIssueHashes = defineEndpoint({ ...split, method: "delete", path: "/issues/{issue}/hashes/", place: inLegacyIssue, handler: splitOff });
