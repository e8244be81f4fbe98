import { normalizeEventId } from "@vedette/protocol";
import { z } from "zod";
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
    const { projects, organizationOf } = await allProjects(stores);
    const projectIds = projects.map(({ id }) => id);
    const [event, outcomes] = await Promise.all([stores.telemetry.event(projectIds, eventId), stores.telemetry.outcomes(projectIds, eventId)]);
    const nameOf = (id: number): string => `${organizationOf.get(id) ?? "?"}/${projects.find((project) => project.id === id)?.slug ?? "?"}`;
    const waiting = Math.max(stores.log().lastSeq - (await stores.state.logPosition()), 0);
    const stored =
      event === undefined
        ? null
        : {
            project: nameOf(event.projectId),
            projectId: String(event.projectId),
            issueId: String(event.issueId),
            title: event.title,
            receivedAt: new Date(event.receivedAt).toISOString(),
          };
    const rows = outcomes.map(({ projectId, itemType, category, outcome, reason, detail, quantity, receivedAt }) => ({
      project: nameOf(projectId),
      itemType,
      category,
      outcome,
      reason,
      detail,
      quantity,
      receivedAt: new Date(receivedAt).toISOString(),
    }));
    const text = [
      stored === null ? "" : `Stored in ${stored.project} as an event of issue ${stored.issueId}: ${stored.title}`,
      rows.length === 0
        ? ""
        : table(
            ["ITEM", "OUTCOME", "REASON", "QUANTITY", "DETAIL"],
            rows.map((row) => [row.itemType, row.outcome, row.reason ?? "-", row.quantity, row.detail ?? "-"]),
          ),
      stored === null && rows.length === 0
        ? `Nothing is known of ${eventId}.${waiting === 0 ? "" : ` ${waiting} accepted requests are not processed yet.`}`
        : "",
    ];
    return {
      json: { eventId, found: stored !== null || rows.length > 0, stored, outcomes: rows, waiting },
      text: text.filter((line) => line !== "").join("\n\n"),
    };
  },
});

async function allProjects({ state }: CliStores) {
  const organizations = await state.organizations();
  const byOrganization = await Promise.all(organizations.map(async ({ id, slug }) => ({ slug, projects: await state.projects(id) })));
  return {
    projects: byOrganization.flatMap(({ projects }) => projects),
    organizationOf: new Map(byOrganization.flatMap(({ slug, projects }) => projects.map(({ id }) => [id, slug] as const))),
  };
}
