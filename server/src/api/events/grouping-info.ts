import { z } from "zod";
import { readStoredEvent } from "../../issues/stored-event.ts";
import { formatShortId } from "../../issues/short-id.ts";
import { compareGroupings, type GroupingComparison } from "../../processing/grouping/compare.ts";
import { groupEvent, type Grouping, type GroupingComponent } from "../../processing/grouping/grouping.ts";
import { groupingOf } from "../../projects/grouping-of.ts";
import type { Issue, Project } from "../../stores/state/model.ts";
import type { EventRow } from "../../stores/telemetry/port.ts";
import { withToken } from "../admission.ts";
import type { ApiContext } from "../context.ts";
import { date, isoDate } from "../dates.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { inProject } from "../place.ts";
import { findEvent } from "./find-event.ts";

const path = "/projects/{organization}/{project}/events/{event}/grouping-info/";
const read = { method: "get", auth: withToken, place: inProject, scopes: ["project:read", "event:read"] } as const;

const component: z.ZodType<GroupingComponent> = z
  .lazy(() => z.object({ id: z.string(), contributes: z.boolean(), hint: z.string().nullable(), values: z.array(z.union([z.string(), component])) }))
  .meta({ id: "GroupingComponent" });

const groupingShape = z
  .object({
    version: z.string(),
    hashes: z.array(z.string()),
    /** The first hash when the event was grouped; another than today's where rules have changed. Null: not kept. */
    storedHash: z.string().nullable(),
    rule: z.object({ origin: z.enum(["project", "built-in"]), text: z.string(), line: z.int() }).nullable(),
    variants: z.array(
      z.object({
        name: z.string(),
        hash: z.string().nullable(),
        contributes: z.boolean(),
        hint: z.string().nullable(),
        component: component.nullable(),
        fingerprint: z.array(z.string()).nullable(),
      }),
    ),
  })
  .meta({ id: "GroupingInfo" });

function groupingJson({ version, hashes, variants, rule }: Grouping, { primaryHash }: EventRow): z.input<typeof groupingShape> {
  return {
    version,
    hashes: [...hashes],
    storedHash: primaryHash,
    rule,
    variants: variants.map(({ fingerprint, ...variant }) => ({ ...variant, fingerprint: fingerprint === null ? null : Array.from(fingerprint) })),
  };
}

export const showGroupingInfo = defineEndpoint({
  ...read,
  path,
  summary: "Why an event is in its issue: each way of looking at it, its hash and the parts that count",
  params: z.object({ event: z.string() }),
  response: groupingShape,
  async handler(incoming) {
    const { row, grouping } = await groupedEvent(incoming, incoming.project, incoming.params.event);
    return { body: groupingJson(grouping, row) };
  },
});

const sideShape = z.object({
  eventId: z.string(),
  issue: z.object({ id: z.string(), shortId: z.string(), title: z.string() }).nullable(),
  title: z.string(),
  dateCreated: date,
  grouping: groupingShape,
});

export const compareGrouping = defineEndpoint({
  ...read,
  path: `${path}{other}/`,
  summary: "Why two events are together or apart: what counts in each, side by side",
  internal: true,
  params: z.object({ event: z.string(), other: z.string() }),
  response: z.object({
    together: z.boolean(),
    reason: z.string(),
    left: sideShape,
    right: sideShape,
    shared: z.array(z.string()),
    variants: z.array(
      z.object({
        name: z.string(),
        leftHash: z.string().nullable(),
        rightHash: z.string().nullable(),
        leftHint: z.string().nullable(),
        rightHint: z.string().nullable(),
        parts: z.array(z.object({ path: z.array(z.string()), left: z.string().nullable(), right: z.string().nullable() })),
      }),
    ),
  }),
  async handler(incoming) {
    const { project, params, stores } = incoming;
    const [left, right] = [await groupedEvent(incoming, project, params.event), await groupedEvent(incoming, project, params.other)];
    const comparison = compareGroupings(left.grouping, right.grouping);
    const issues = await stores.state.issuesById([project.id], [...new Set([left.row.issueId, right.row.issueId])]);
    return {
      body: {
        together: left.row.issueId === right.row.issueId,
        reason: reasonOf(left.row, right.row, comparison),
        left: sideJson(left, project, issues),
        right: sideJson(right, project, issues),
        shared: [...comparison.shared],
        variants: comparison.variants.map(({ name, left: one, right: other, parts }) => ({
          name,
          leftHash: one?.hash ?? null,
          rightHash: other?.hash ?? null,
          leftHint: one?.hint ?? null,
          rightHint: other?.hint ?? null,
          parts: parts.map((part) => ({ ...part, path: [...part.path] })),
        })),
      },
    };
  },
});

interface GroupedRow {
  readonly row: EventRow;
  readonly grouping: Grouping;
}

async function groupedEvent(context: Pick<ApiContext, "stores">, project: Project, id: string): Promise<GroupedRow> {
  const row = await findEvent(context, [project], id);
  const body = await readStoredEvent(context.stores.blobs, row);
  if (body === undefined) throw fail("notFound");
  return { row, grouping: groupEvent(body, groupingOf(project)) };
}

function sideJson({ row, grouping }: GroupedRow, project: Project, issues: readonly Issue[]): z.input<typeof sideShape> {
  const issue = issues.find(({ id }) => id === row.issueId);
  return {
    eventId: row.eventId,
    issue: issue === undefined ? null : { id: String(issue.id), shortId: formatShortId(project.slug, issue.shortIdNumber), title: issue.title },
    title: row.title,
    dateCreated: isoDate(row.timestamp),
    grouping: groupingJson(grouping, row),
  };
}

/** For a person. What counts is where the events lie; today's rules may say otherwise. */
function reasonOf(left: EventRow, right: EventRow, { shared, variants }: GroupingComparison): string {
  const [common] = shared;
  const by = variants.find(({ left: one }) => one?.hash === common)?.name;
  if (left.issueId === right.issueId) {
    if (common !== undefined) return `Both have the hash ${common}${by === undefined ? "" : ` by what counts in "${by.replaceAll("_", " ")}"`}.`;
    if (left.primaryHash !== null && left.primaryHash === right.primaryHash)
      return "Both had the same hash when they arrived. By the rules of today they would be apart.";
    return "Their hashes differ, but both lead to this issue: issues were merged, or the hashes came with one event.";
  }
  if (common !== undefined) return `By the rules of today both have the hash ${common}, but they were grouped by other rules or unmerged.`;
  const differing = new Set(
    variants.flatMap(({ parts }) => parts.filter((part) => part.left !== part.right).map(({ path: [...names] }) => names.at(-1) ?? "")),
  );
  return differing.size === 0
    ? "No part that counts is in both."
    : `They have no hash in common: they differ by ${[...differing].join(", ").replaceAll("_", " ")}.`;
}
