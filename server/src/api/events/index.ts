import { listAttachments, showAttachment } from "./attachments.ts";
import { listOutcomes, showEventFate, showOutcomesOfEvent } from "./outcomes.ts";
import { listProjectEvents, showEventJson, showGroupingInfo, showProjectEvent, showProjectEventJson } from "./show.ts";

export const eventEndpoints = {
  listProjectEvents,
  showProjectEvent,
  showProjectEventJson,
  showEventJson,
  showGroupingInfo,
  showEventFate,
  showOutcomesOfEvent,
  listOutcomes,
  listAttachments,
  showAttachment,
};
