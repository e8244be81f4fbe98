import { z } from "zod";
import { formatShortId } from "../../issues/short-id.ts";
import type { ItemOutcome } from "../../pipeline/batch.ts";
import { eventIdIn } from "../../query/direct-hit.ts";
import type { Project } from "../../stores/state/model.ts";
import { withToken } from "../admission.ts";
import type { ApiContext } from "../context.ts";
import { date, isoDate } from "../dates.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { pageQuery, pageSize } from "../pagination.ts";
import { inOrganization, inProject } from "../place.ts";

const outcomeShape = z
  .object({
    projectId: z.string(),
    eventId: z.string().nullable(),
    itemType: z.string(),
    category: z.string(),
    outcome: z.string(),
    reason: z.string().nullable(),
    detail: z.string().nullable(),
    quantity: z.int(),
    dateReceived: date,
  })
  .meta({ id: "ItemOutcome" });

/** What became of an event: where it is stored, and the fate of every item that named it. */
const fateShape = z
  .object({
    eventId: z.string(),
    projectId: z.string(),
    projectSlug: z.string(),
    stored: z
      .object({
        issueId: z.string().nullable().meta({ description: "Null: a transaction, which belongs to no issue." }),
        shortId: z.string().nullable(),
        dateCreated: date,
        dateReceived: date,
        bodyBytes: z.int(),
        attachments: z.int(),
      })
      .nullable(),
    outcomes: z.array(outcomeShape),
  })
  .meta({ id: "EventFate" });

export const showEventFate = defineEndpoint({
  method: "get",
  path: "/projects/{organization}/{project}/events/{event}/fate/",
  summary: "What became of an event, stored or not",
  auth: withToken,
  place: inProject,
  scopes: ["project:read", "event:read"],
  params: z.object({ event: z.string() }),
  response: fateShape,
  async handler({ stores, project, params }) {
    const [fate] = await fatesOf({ stores }, [project], params.event);
    if (fate === undefined) throw fail("notFound");
    return { body: fate };
  },
});

export const showOutcomesOfEvent = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/outcomes/{event}/",
  summary: "What became of an event, for each project of the organization that heard of it",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "event:read"],
  params: z.object({ event: z.string() }),
  response: z.array(fateShape),
  async handler({ stores, access, organization, params }) {
    const fates = await fatesOf({ stores }, await access.projects(organization), params.event);
    if (fates.length === 0) throw fail("notFound");
    return { body: fates };
  },
});

export const listOutcomes = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/outcomes/",
  summary: "What was not kept lately and why, newest first",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "event:read"],
  query: z.object({ ...pageQuery, project: z.array(z.string()).optional() }),
  response: z.array(outcomeShape),
  async handler({ stores, access, organization, query }) {
    const projects = await access.chosenProjects(organization, query.project);
    const outcomes = await stores.telemetry.recentOutcomes(
      projects.map((project) => project.id),
      pageSize(query),
    );
    return { body: outcomes.map(outcomeJson) };
  },
});

async function fatesOf({ stores }: Pick<ApiContext, "stores">, projects: readonly Project[], text: string): Promise<z.input<typeof fateShape>[]> {
  const eventId = eventIdIn(text);
  if (eventId === undefined) return [];
  const outcomes = await stores.telemetry.outcomes(
    projects.map((project) => project.id),
    eventId,
  );
  const fates = await Promise.all(
    projects.map(async (project) => {
      const own = outcomes.filter((outcome) => outcome.projectId === project.id);
      const [transaction] = await stores.telemetry.rows({ dataset: "transactions", projectIds: [project.id], where: { eventId }, limit: 1 });
      // Of a transaction, the one of the issue that its first problem belongs to.
      const event = await stores.telemetry.event([project.id], eventId);
      const row = transaction ?? event;
      if (row === undefined && own.length === 0) return [];
      const attachments = row === undefined ? [] : await stores.telemetry.attachments(project.id, eventId);
      const issue = event === undefined ? undefined : await stores.state.issue([project.id], event.issueId);
      const stored = row && {
        issueId: event === undefined ? null : String(event.issueId),
        shortId: issue === undefined ? null : formatShortId(project.slug, issue.shortIdNumber),
        dateCreated: isoDate(row.timestamp),
        dateReceived: isoDate(row.receivedAt),
        bodyBytes: row.bodyBytes,
        attachments: attachments.length,
      };
      return [{ eventId, projectId: String(project.id), projectSlug: project.slug, stored: stored ?? null, outcomes: own.map(outcomeJson) }];
    }),
  );
  return fates.flat();
}

function outcomeJson({ projectId, eventId, itemType, category, outcome, reason, detail, quantity, receivedAt }: ItemOutcome): z.input<typeof outcomeShape> {
  return { projectId: String(projectId), eventId, itemType, category, outcome, reason, detail, quantity, dateReceived: isoDate(receivedAt) };
}
