import type { z } from "zod";
import { readStoredEvent } from "../../issues/stored-event.ts";
import type { EventFilter } from "../../query/model.ts";
import type { Organization, Project } from "../../stores/state/model.ts";
import type { EventRow } from "../../stores/telemetry/port.ts";
import type { ApiContext } from "../context.ts";
import { toRelease } from "../releases/release-shape.ts";
import { eventJson } from "./event-json.ts";
import type { eventDetailShape } from "./event-shape.ts";
import { fingerprintsOf } from "./fingerprints.ts";
import { userReportJson } from "./user-report-json.ts";

/** The whole event with its release and its neighbours in the issue, which `filter` narrows down. */
export async function eventDetail(
  { stores }: Pick<ApiContext, "stores">,
  organization: Organization,
  projects: readonly Project[],
  row: EventRow,
  filter: readonly EventFilter[],
): Promise<z.input<typeof eventDetailShape>> {
  const [body, neighbours, release, report] = await Promise.all([
    readStoredEvent(stores.blobs, row),
    stores.telemetry.neighbours(row, filter),
    row.release === null ? undefined : stores.state.release(organization.id, row.release),
    stores.state.userReport(row.projectId, row.eventId),
  ]);
  return {
    ...eventJson(
      row,
      body,
      fingerprintsOf(
        body,
        projects.find(({ id }) => id === row.projectId),
      ),
    ),
    release: release === undefined ? null : toRelease(release, projects),
    userReport: report === undefined ? null : userReportJson(report),
    sdkUpdates: [],
    resolvedWith: [],
    nextEventID: neighbours.next,
    previousEventID: neighbours.previous,
  };
}
