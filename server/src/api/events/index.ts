import { listAttachments, showAttachment } from "./attachments.ts";
import { compareGrouping, showGroupingInfo } from "./grouping-info.ts";
import { listOutcomes, showEventFate, showOutcomesOfEvent } from "./outcomes.ts";
import { listProjectEvents, showEventJson, showProjectEvent, showProjectEventJson } from "./show.ts";

export const eventEndpoints = {
  listProjectEvents,
  showProjectEvent,
  showProjectEventJson,
  showEventJson,
  showGroupingInfo,
  compareGrouping,
  showEventFate,
  showOutcomesOfEvent,
  listOutcomes,
  listAttachments,
  showAttachment,
};
