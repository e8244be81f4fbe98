import { normalizeEventId } from "@vedette/protocol";
import { z } from "zod";
import { formatShortId } from "../../issues/short-id.ts";
import type { ItemOutcome } from "../../pipeline/batch.ts";
import type { Project } from "../../stores/state/model.ts";
import type { EventRow } from "../../stores/telemetry/port.ts";
import type { CliStores } from "../define-command.ts";
import { CommandFailed, defineCommand } from "../define-command.ts";
import { table } from "../table.ts";

export const outcome = defineCommand({
  words: ["outcome"],
  summary: "What happened to an event and everything that came with it",
  positional: ["eventId"],
  input: z.object({ eventId: z.string() }),
  async run(context, input) {
    const eventId = normalizeEventId(input.eventId);
    if (eventId === undefined) throw new CommandFailed(`${input.eventId} is no event id; those are 32 hex digits`);
    const stores = await context.stores();
    const projects = await allProjects(stores);
    const projectIds = [...projects.keys()];
    const [event, [transaction], outcomes, processed] = await Promise.all([
      stores.telemetry.event(projectIds, eventId),
      stores.telemetry.rows({ dataset: "transactions", projectIds, where: { eventId }, limit: 1 }),
      stores.telemetry.outcomes(projectIds, eventId),
      stores.state.logPosition(),
    ]);
    const place = event ?? (transaction && { ...transaction, issueId: null, title: transaction.name });
    const stored = place === undefined ? null : await whereStored(stores, place, projects);
    const rows = outcomes.map((outcome) => toRow(outcome, projects));
    const waiting = Math.max(stores.log().lastSeq - processed, 0);
    const found = stored !== null || rows.length > 0;
    return { json: { eventId, found, stored, outcomes: rows, waiting }, text: found ? describe(stored, rows) : describeNothing(eventId, waiting) };
  },
});

type Projects = ReadonlyMap<number, { readonly path: string; readonly project: Project }>;

async function allProjects({ state }: CliStores): Promise<Projects> {
  const organizations = await state.organizations();
  const lists = await Promise.all(
    organizations.map(async ({ id, slug }) => (await state.projects(id)).map((project) => [project.id, { path: `${slug}/${project.slug}`, project }] as const)),
  );
  return new Map(lists.flat());
}

/** A transaction belongs to no issue. */
type StoredPlace = Pick<EventRow, "projectId" | "title" | "receivedAt"> & { readonly issueId: number | null };

async function whereStored({ state }: CliStores, event: StoredPlace, projects: Projects) {
  const { path = "", project } = projects.get(event.projectId) ?? {};
  const issue = event.issueId === null ? undefined : await state.issue([event.projectId], event.issueId);
  return {
    project: path,
    projectId: String(event.projectId),
    issueId: event.issueId === null ? null : String(event.issueId),
    shortId: issue === undefined || project === undefined ? null : formatShortId(project.slug, issue.shortIdNumber),
    title: event.title,
    receivedAt: new Date(event.receivedAt).toISOString(),
  };
}

const toRow = ({ projectId, itemType, category, outcome, reason, detail, quantity, receivedAt }: ItemOutcome, projects: Projects) => ({
  project: projects.get(projectId)?.path ?? null,
  itemType,
  category,
  outcome,
  reason,
  detail,
  quantity,
  receivedAt: new Date(receivedAt).toISOString(),
});

function describe(stored: Awaited<ReturnType<typeof whereStored>> | null, rows: readonly ReturnType<typeof toRow>[]): string {
  const lines = stored === null ? [] : [`Stored in ${stored.project} as an event of ${stored.shortId ?? `issue ${stored.issueId}`}: ${stored.title}`];
  const cells = rows.map(({ itemType, outcome, reason, quantity, detail }) => [itemType, outcome, reason ?? "-", quantity, detail ?? "-"]);
  return [...lines, ...(cells.length === 0 ? [] : [table(["ITEM", "OUTCOME", "REASON", "QUANTITY", "DETAIL"], cells)])].join("\n\n");
}

const describeNothing = (eventId: string, waiting: number): string =>
  `Nothing is known of ${eventId}.${waiting === 0 ? "" : ` ${waiting} accepted requests are not processed yet.`}`;
