import { z } from "zod";
import type { TagSummary, TagValueCount } from "../../../stores/telemetry/port.ts";
import { withToken } from "../../admission.ts";
import { isoDate } from "../../dates.ts";
import { defineEndpoint } from "../../define-endpoint.ts";
import { fail } from "../../errors.ts";
import { searchForTag } from "../../events/event-json.ts";
import { pageOfWindow, pageQuery, pageWindow } from "../../pagination.ts";
import { tagShape, tagValueShape } from "../issue-shape.ts";
import { inIssue, type FoundIssue } from "../places.ts";

const path = "/organizations/{organization}/issues/{issue}/tags/";
const environments = { environment: z.array(z.string()).optional() };

function tagQuery({ issue }: FoundIssue, { environment = [] }: { readonly environment?: readonly string[] | undefined }) {
  const chosen = environment.filter((name) => name !== "");
  return { projectIds: [issue.projectId], issueId: issue.id, ...(chosen.length > 0 && { environments: chosen }) };
}

/** Keys as stored; the old internal prefix still arrives from clients. */
const bareKey = (key: string): string => key.replace(/^sentry:/, "");

export const listIssueTags = defineEndpoint({
  method: "get",
  path,
  summary: "Tags of an issue with their most frequent values",
  auth: withToken,
  place: inIssue,
  scopes: ["event:read"],
  query: z.object({ ...environments, key: z.array(z.string()).optional(), limit: z.string().regex(/^\d+$/).transform(Number).optional() }),
  response: z.array(tagShape),
  async handler(incoming) {
    const { stores, query } = incoming;
    const tags = await stores.telemetry.issueTags(tagQuery(incoming, query));
    const wanted = query.key === undefined ? tags : tags.filter((tag) => query.key?.includes(tag.key));
    return { body: wanted.map((tag) => tagJson(tag, query.limit)) };
  },
});

export const showIssueTag = defineEndpoint({
  method: "get",
  path: `${path}{key}/`,
  summary: "One tag of an issue",
  auth: withToken,
  place: inIssue,
  scopes: ["event:read"],
  params: z.object({ key: z.string() }),
  query: z.object(environments),
  response: tagShape,
  async handler(incoming) {
    const tags = await incoming.stores.telemetry.issueTags(tagQuery(incoming, incoming.query));
    const tag = tags.find((tag) => tag.key === bareKey(incoming.params.key));
    if (tag === undefined) throw fail("notFound");
    return { body: tagJson(tag) };
  },
});

export const listIssueTagValues = defineEndpoint({
  method: "get",
  path: `${path}{key}/values/`,
  summary: "Values of one tag of an issue, most frequent first",
  auth: withToken,
  place: inIssue,
  scopes: ["event:read"],
  params: z.object({ key: z.string() }),
  query: z.object({ ...environments, ...pageQuery, sort: z.string().optional() }),
  response: z.array(tagValueShape),
  async handler(incoming) {
    const { stores, params, query } = incoming;
    const key = bareKey(params.key);
    const { rows, page } = pageOfWindow(query, await stores.telemetry.tagValues({ ...tagQuery(incoming, query), key, ...pageWindow(query) }));
    return { body: rows.map((value) => tagValueJson(key, value)), page };
  },
});

function tagJson({ key, totalValues, uniqueValues, topValues }: TagSummary, limit = 10): z.input<typeof tagShape> {
  return { key, name: key, totalValues, uniqueValues, topValues: topValues.slice(0, limit).map((value) => tagValueJson(key, value)), canDelete: false };
}

export function tagValueJson(key: string, { value, count, firstSeen, lastSeen }: TagValueCount): z.input<typeof tagValueShape> {
  const query = searchForTag(key, value);
  return { key, name: value, value, count, firstSeen: isoDate(firstSeen), lastSeen: isoDate(lastSeen), ...(query !== undefined && { query }) };
}
