import { eventIdIn } from "../../query/direct-hit.ts";
import type { Project } from "../../stores/state/model.ts";
import type { EventRow } from "../../stores/telemetry/port.ts";
import type { ApiContext } from "../context.ts";
import { fail } from "../errors.ts";

/** The event of one of the projects; 404 for anything else. */
export async function findEvent({ stores }: Pick<ApiContext, "stores">, projects: readonly Project[], text: string): Promise<EventRow> {
  const eventId = eventIdIn(text);
  const row =
    eventId === undefined
      ? undefined
      : await stores.telemetry.event(
          projects.map((project) => project.id),
          eventId,
        );
  // An issue that was deleted takes its events along; their rows go a little later.
  if (row === undefined || (await stores.state.issue([row.projectId], row.issueId)) === undefined) throw fail("notFound");
  return row;
}
