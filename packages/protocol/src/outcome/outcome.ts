/** What can become of an item. Names and numbers as in Sentry's outcome records (`protocol.md` §12). */
export const OUTCOMES = {
  accepted: 0,
  filtered: 1,
  rate_limited: 2,
  invalid: 3,
  abuse: 4,
  client_discard: 5,
  cardinality_limited: 6,
} as const;

export type OutcomeName = keyof typeof OUTCOMES;

/** Data categories that quotas, rate limits and outcomes count by (`protocol.md` §11.3). */
export const DATA_CATEGORIES = {
  default: 0,
  error: 1,
  transaction: 2,
  security: 3,
  attachment: 4,
  session: 5,
  profile: 6,
  replay: 7,
  transaction_processed: 8,
  transaction_indexed: 9,
  monitor: 10,
  profile_indexed: 11,
  span: 12,
  monitor_seat: 13,
  feedback: 14,
  metric_bucket: 15,
  span_indexed: 16,
  profile_duration: 17,
  profile_chunk: 18,
  metric_second: 19,
  replay_video: 20,
  uptime: 21,
  attachment_item: 22,
  log_item: 23,
  log_byte: 24,
  profile_duration_ui: 25,
  profile_chunk_ui: 26,
  trace_metric: 33,
  trace_metric_byte: 36,
  internal: -2,
  unknown: -1,
} as const;

export type DataCategory = keyof typeof DATA_CATEGORIES;
