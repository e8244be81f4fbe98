import { isItemType, type ItemType } from "@vedette/protocol";
import { attachmentItem } from "./attachment/item.ts";
import { checkInItem } from "./check-in/item.ts";
import { clientReportItem } from "./client-report/item.ts";
import type { ItemDefinition } from "./define-item.ts";
import { eventItem } from "./event/item.ts";
import { feedbackItem } from "./feedback/item.ts";
import { logItem } from "./log/item.ts";
import { metricBucketsItem } from "./metric-buckets/item.ts";
import { formDataItem } from "./form-data/item.ts";
import { nelItem } from "./nel/item.ts";
import { profileChunkItem, profileChunkUiItem } from "./profile-chunk/item.ts";
import { profileItem } from "./profile/item.ts";
import { rawSecurityItem } from "./raw-security/item.ts";
import { replayEventItem } from "./replay-event/item.ts";
import { replayRecordingItem } from "./replay-recording/item.ts";
import { replayVideoItem } from "./replay-video/item.ts";
import { securityItem } from "./security/item.ts";
import { sessionItem } from "./session/item.ts";
import { sessionsItem } from "./sessions/item.ts";
import { spanItem } from "./span/item.ts";
import { statsdItem } from "./statsd/item.ts";
import { traceMetricItem } from "./trace-metric/item.ts";
import { transactionItem } from "./transaction/item.ts";
import { unrealReportItem } from "./unreal-report/item.ts";
import { userReportItem } from "./user-report/item.ts";

/** Every item type of the protocol and what becomes of it. One line each; a missing one does not compile. */
export const items = {
  event: eventItem,
  attachment: attachmentItem,
  client_report: clientReportItem,
  transaction: transactionItem,
  security: securityItem,
  raw_security: rawSecurityItem,
  feedback: feedbackItem,
  user_report: userReportItem,
  unreal_report: unrealReportItem,
  form_data: formDataItem,
  session: sessionItem,
  sessions: sessionsItem,
  replay_event: replayEventItem,
  replay_recording: replayRecordingItem,
  replay_video: replayVideoItem,
  profile: profileItem,
  profile_chunk: profileChunkItem,
  profile_chunk_ui: profileChunkUiItem,
  check_in: checkInItem,
  span: spanItem,
  log: logItem,
  trace_metric: traceMetricItem,
  statsd: statsdItem,
  metric_buckets: metricBucketsItem,
  nel: nelItem,
} satisfies { readonly [Type in ItemType]: ItemDefinition<Type> };

export function itemDefinition(type: string): ItemDefinition | undefined {
  return isItemType(type) ? items[type] : undefined;
}
