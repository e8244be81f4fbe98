export { parseEnvelope } from "@vedette/protocol";
export { captureEvent, captureException, captureFeedback, captureMessage, type Feedback } from "./api/capture.ts";
export { addIntegration, captureSession, close, endSession, flush, isEnabled, isInitialized, startSession } from "./api/lifecycle.ts";
export {
  addAttachment,
  addBreadcrumb,
  addEventProcessor,
  lastEventId,
  setAttribute,
  setAttributes,
  setContext,
  setExtra,
  setExtras,
  setFingerprint,
  setLevel,
  setTag,
  setTags,
  setUser,
} from "./api/scopes.ts";
export { hookOf } from "./client/capture-event.ts";
export type { Capture, Captured } from "./client/draft.ts";
export { countsOf } from "./client/event-envelope.ts";
export { attachmentItems, completeEvent, eventPayload, sanitizeEvent } from "./client/finish-event.ts";
export { createClient, type Client } from "./client/client.ts";
export type { CaptureOptions, DeliveryOptions, DeliveryResult, DeliveryStatus, EventHint } from "./client/event-hint.ts";
export { chooseIntegrations, startIntegration, type Integration } from "./client/integration.ts";
export type { Parcel } from "./client/parcel.ts";
export type { ExternalTrace, Platform } from "./client/platform.ts";
export { traceFactsOf } from "./client/trace-facts.ts";
export { captureCheckIn, withMonitor, type CheckIn, type MonitorConfig, type MonitorSchedule } from "./crons/check-in.ts";
export { createDedupe } from "./errors/dedupe.ts";
export { errorLike, readProperty } from "./errors/error-like.ts";
export { extraErrorDataIntegration } from "./errors/extra-error-data.ts";
export { exceptionValues } from "./errors/exception-values.ts";
export { matchingIgnoreRule, type IgnoreError } from "./errors/ignore-errors.ts";
export type {
  Attachment,
  Breadcrumb,
  Context,
  DebugImage,
  Event,
  Exception,
  Mechanism,
  RequestData,
  SdkInfo,
  SeverityLevel,
  SpanJson,
  StackFrame,
  Stacktrace,
  TagValue,
  Thread,
  TransactionSource,
  User,
} from "./event/event.ts";
export type { EventSource } from "./event/event-source.ts";
export { featureFlagsIntegration, type FeatureFlagsIntegration } from "./event/feature-flags.ts";
export { randomId, randomSpanId } from "./event/ids.ts";
export { normalize, type NormalizeOptions } from "./normalize/normalize.ts";
export { normalizationOf } from "./options/normalization-of.ts";
export { InvalidDsnError, InvalidOptionError } from "./options/option-errors.ts";
export type { CollectOptions, CoreOptions, OverloadOptions } from "./options/options.ts";
export {
  callback,
  CORE_RULES,
  count,
  either,
  flag,
  object,
  oneOf,
  patterns,
  rate,
  record,
  text,
  validateOptions,
  type OptionRule,
  type OptionRules,
} from "./options/validate-options.ts";
export {
  getClient,
  getCurrentScope,
  getGlobalScope,
  getIsolationScope,
  getScopeFrame,
  setAsyncContext,
  setClient,
  withGivenScope,
  withIsolationScope,
  withScope,
  type AsyncContext,
  type ScopeFrame,
} from "./scope/current-scopes.ts";
export { mergeData, mergeScopes } from "./scope/scope-data.ts";
export {
  createPropagationContext,
  Scope,
  type CaptureContext,
  type DynamicSamplingContext,
  type EventProcessor,
  type PropagationContext,
  type ScopeContext,
  type ScopeData,
} from "./scope/scope.ts";
export type { RequestScrub } from "./scrub/scrub-request.ts";
export { createRedact, FILTERED, scrubText, type ScrubOptions } from "./scrub/scrub.ts";
export { createSession, createSessionCounter, type Session, type SessionCounter, type TrackedSession } from "./sessions/session.ts";
export { createInAppRule, type InAppRule } from "./stack/in-app.ts";
export { createStackParser, parseStack } from "./stack/parse-stack.ts";
export { captureLog, logger, type Logger, type LogLevel, type SerializedLog } from "./telemetry/logs.ts";
export { fmt, fmt as parameterize, ParameterizedString } from "./telemetry/parameterized.ts";
export { metrics, type MetricOptions, type Metrics, type MetricType, type SerializedMetric } from "./telemetry/metrics.ts";
export type { AttributeValue } from "./telemetry/attributes.ts";
export {
  continueTrace,
  getTraceData,
  getTraceMetaTags,
  mergeBaggage,
  propagatesTo,
  readIncomingTrace,
  type IncomingTrace,
  type TraceHeaders,
} from "./tracing/propagation.ts";
export { keepSpan } from "./tracing/keep-span.ts";
export { tracingEnabled, type SamplingContext } from "./tracing/sampling.ts";
export type { Span, SpanAttributes, SpanAttributeValue, SpanContext, SpanLink, SpanStatus, SpanTime, StartSpanOptions } from "./tracing/span.ts";
export {
  getActiveSpan,
  hasOpenChildren,
  setMeasurement,
  startInactiveSpan,
  startNewTrace,
  startSpan,
  startSpanManual,
  startTransaction,
  suppressTracing,
  withActiveSpan,
} from "./tracing/start-span.ts";
export { statusOfCode as getSpanStatusFromHttpCode } from "./tracing/http-status.ts";
export {
  getRootSpan,
  SEMANTIC_ATTRIBUTE_SENTRY_OP,
  SEMANTIC_ATTRIBUTE_SENTRY_ORIGIN,
  SEMANTIC_ATTRIBUTE_SENTRY_SAMPLE_RATE,
  SEMANTIC_ATTRIBUTE_SENTRY_SOURCE,
  setHttpStatus,
  spanToBaggageHeader,
  spanToJSON,
  spanToTraceHeader,
  updateSpanName,
} from "./tracing/span-facts.ts";
export { createClientReports, type ClientReports, type DiscardedEvents, type DropReason } from "./transport/client-reports.ts";
export { createFetchClient, DeliveryError, type HttpClient, type HttpResponse } from "./transport/http-client.ts";
export type { Counts, Lane, OutgoingEnvelope, OutgoingItem, SendResult } from "./transport/outgoing.ts";
export { createLocalRateLimit } from "./client/local-rate-limit.ts";
export { createRateLimits } from "./transport/rate-limits.ts";
export { readdressed, type Resent, type Spool } from "./transport/spool.ts";
export { SDK_VERSION } from "./version.ts";
