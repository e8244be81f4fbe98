import { eventIdIn } from "../../query/direct-hit.ts";
import type { Project } from "../../stores/state/model.ts";
import type { EventRow } from "../../stores/telemetry/port.ts";
import type { ApiContext } from "../context.ts";
import { fail } from "../errors.ts";

/** The event of one of the projects; 404 for anything else. */
export async function findEvent(context: Pick<ApiContext, "stores">, projects: readonly Project[], text: string): Promise<EventRow> {
  const row = await eventOfAnyIssue(context, projects, text);
  if (row === undefined) throw fail("notFound");
  return row;
}

/** Undefined for a transaction in which no problem was found. */
export async function eventOfAnyIssue({ stores }: Pick<ApiContext, "stores">, projects: readonly Project[], text: string): Promise<EventRow | undefined> {
  const eventId = eventIdIn(text);
  const row =
    eventId === undefined
      ? undefined
      : await stores.telemetry.event(
          projects.map((project) => project.id),
          eventId,
        );
  // An issue that was deleted takes its events along; their rows go a little later.
  return row === undefined || (await stores.state.issue([row.projectId], row.issueId)) === undefined ? undefined : row;
}
