import { countOrganizationReplays } from "./count.ts";
import { listOrganizationReplays } from "./list.ts";
import { listRecordingSegments, showRecordingSegment, showReplayVideo } from "./recording-segments.ts";
import { deleteProjectReplay, showOrganizationReplay } from "./show.ts";

export const replayEndpoints = {
  listOrganizationReplays,
  showOrganizationReplay,
  countOrganizationReplays,
  listRecordingSegments,
  showRecordingSegment,
  showReplayVideo,
  deleteProjectReplay,
};
