export { formatAuthHeader, parseAuthHeader, parseAuthQuery, parseBasicAuth, type SentryAuth } from "./auth/sentry-auth.ts";
export { apiBaseUrl, envelopeUrl, envelopeUrlWithAuth, formatDsn, organizationIdOf, parseDsn, reportDialogUrl, type Dsn } from "./dsn/dsn.ts";
export {
  DEFAULT_ENVELOPE_LIMITS,
  type Envelope,
  type EnvelopeFault,
  type EnvelopeItem,
  type EnvelopeLimits,
  type EnvelopeReason,
} from "./envelope/envelope.ts";
export { parseEnvelope, peekEnvelope, type ParsedEnvelope, type PeekedEnvelope } from "./envelope/parse-envelope.ts";
export { serializeEnvelope, type OutgoingItem } from "./envelope/serialize-envelope.ts";
export { normalizeEventId, normalizeUuid } from "./event/event-id.ts";
export type {
  BreadcrumbPayload,
  ContextPayload,
  DebugImagePayload,
  EventPayload,
  ExceptionPayload,
  FramePayload,
  LogEntryPayload,
  MechanismPayload,
  RequestPayload,
  SdkPayload,
  SpanPayload,
  StacktracePayload,
  ThreadPayload,
  UserPayload,
  WireLevel,
  WireList,
  WireMap,
  WireTimestamp,
} from "./event/event-payload.ts";
export { parseEventJson } from "./event/parse-event-json.ts";
export { parseTimestamp } from "./event/timestamp.ts";
export { isItemType, ITEM_TYPES, itemCategory, itemSpec, type ItemSpec, type ItemType } from "./items/item-types.ts";
export { ATTACHMENT_REFERENCE } from "./items/attachment-reference.ts";
export { LOG_DRAIN_CONTENT_TYPES } from "./items/log-drain.ts";
export { OTLP_CONTENT_TYPES } from "./items/otlp-item.ts";
export { isJsonObject, type JsonObject } from "./json/json-object.ts";
export { formatRateLimits, parseRateLimits, type RateLimit, type RateLimitScope } from "./limits/rate-limits.ts";
export { DATA_CATEGORIES, OUTCOMES, type DataCategory, type OutcomeName } from "./outcome/outcome.ts";
export { formatBaggage, parseBaggage, parseDynamicSamplingContext, type DynamicSamplingContext } from "./trace/dynamic-sampling-context.ts";
export { formatSentryTrace, formatTraceparent, parseSentryTrace, parseTraceparent, type SentryTrace } from "./trace/sentry-trace.ts";
