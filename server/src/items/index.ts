import { isItemType, type ItemType } from "@vedette/protocol";
import { attachmentItem } from "./attachment/item.ts";
import { clientReportItem } from "./client-report/item.ts";
import type { ItemDefinition } from "./define-item.ts";
import { eventItem } from "./event/item.ts";
import { feedbackItem } from "./feedback/item.ts";
import { notStored } from "./not-stored.ts";
import { rawSecurityItem } from "./raw-security/item.ts";
import { securityItem } from "./security/item.ts";
import { sessionItem } from "./session/item.ts";
import { sessionsItem } from "./sessions/item.ts";
import { userReportItem } from "./user-report/item.ts";

/** Every item type of the protocol and what becomes of it. One line each; a missing one does not compile. */
export const items = {
  event: eventItem,
  attachment: attachmentItem,
  client_report: clientReportItem,
  transaction: notStored("transaction"),
  security: securityItem,
  raw_security: rawSecurityItem,
  feedback: feedbackItem,
  user_report: userReportItem,
  unreal_report: notStored("unreal_report"),
  form_data: notStored("form_data"),
  session: sessionItem,
  sessions: sessionsItem,
  replay_event: notStored("replay_event"),
  replay_recording: notStored("replay_recording"),
  replay_video: notStored("replay_video"),
  profile: notStored("profile"),
  profile_chunk: notStored("profile_chunk"),
  profile_chunk_ui: notStored("profile_chunk_ui"),
  check_in: notStored("check_in"),
  span: notStored("span"),
  log: notStored("log"),
  trace_metric: notStored("trace_metric"),
  statsd: notStored("statsd"),
  metric_buckets: notStored("metric_buckets"),
  nel: notStored("nel"),
} satisfies { readonly [Type in ItemType]: ItemDefinition<Type> };

export function itemDefinition(type: string): ItemDefinition | undefined {
  return isItemType(type) ? items[type] : undefined;
}
