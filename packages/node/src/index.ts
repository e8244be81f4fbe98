export { getDefaultIntegrations, init } from "./boot/init.ts";
export type { NodeOptions } from "./boot/options.ts";
export { isProduction } from "./boot/production.ts";
export { answerFailed, failedResponse } from "./frameworks/answer-failed.ts";
export { frameOf, getRequestScope } from "./frameworks/frames.ts";
export { isFailedStatus, policyOf, statusOfError, type FilterContext, type FrameworkOptions, type Policy, type StatusRange } from "./frameworks/options.ts";
export { afterWait, attachError, reportAttached, reportThrown } from "./frameworks/report.ts";
export { enterRequest, watchRequest, type Answering, type Exchange } from "./frameworks/watch-request.ts";
export { consoleIntegration, consoleLoggingIntegration, type ConsoleOptions } from "./integrations/console.ts";
export { createLogSink, isOverride, type LazyRecord, type LoggingOptions, type LogOverride, type LogRecord } from "./logging/log-sink.ts";
export { debugIdsIntegration } from "./integrations/debug-ids.ts";
export { expressIntegration } from "./integrations/express.ts";
export { fastifyIntegration } from "./integrations/fastify.ts";
export { httpClientIntegration } from "./integrations/http-client.ts";
export { httpServerIntegration } from "./integrations/http-server.ts";
export { modulesIntegration } from "./integrations/modules.ts";
export { processSessionIntegration } from "./integrations/process-session.ts";
export { isNodeRequest, isNodeResponse } from "./integrations/request-facts.ts";
export { mysqlIntegration } from "./integrations/mysql.ts";
export { redisIntegration, type RedisOptions } from "./integrations/redis.ts";
export { watchQuery, type QueryFacts, type QueryOptions, type WatchedQuery } from "./sql/watch-query.ts";
export { nameRoute } from "./integrations/request-transaction.ts";
export { undiciIntegration } from "./integrations/undici.ts";
export { processEndIntegration } from "./crash/process-end.ts";
export { uncaughtExceptionIntegration, unhandledRejectionIntegration } from "./crash/uncaught.ts";
export { createNodeHttpClient } from "./transport/node-http-client.ts";
export {
  addAttachment,
  addBreadcrumb,
  addEventProcessor,
  addIntegration,
  captureCheckIn,
  captureEvent,
  captureException,
  captureFeedback,
  captureMessage,
  captureSession,
  close,
  continueTrace,
  createFetchClient,
  DeliveryError,
  endSession,
  extraErrorDataIntegration,
  featureFlagsIntegration,
  flush,
  fmt,
  getActiveSpan,
  getClient,
  getCurrentScope,
  getGlobalScope,
  getIsolationScope,
  getTraceData,
  getTraceMetaTags,
  getRootSpan,
  getSpanStatusFromHttpCode,
  InvalidDsnError,
  InvalidOptionError,
  isEnabled,
  isInitialized,
  lastEventId,
  logger,
  metrics,
  parameterize,
  Scope,
  SDK_VERSION,
  SEMANTIC_ATTRIBUTE_SENTRY_OP,
  SEMANTIC_ATTRIBUTE_SENTRY_ORIGIN,
  SEMANTIC_ATTRIBUTE_SENTRY_SAMPLE_RATE,
  SEMANTIC_ATTRIBUTE_SENTRY_SOURCE,
  setAttribute,
  setAttributes,
  setContext,
  setExtra,
  setExtras,
  setFingerprint,
  setHttpStatus,
  setLevel,
  setMeasurement,
  setTag,
  setTags,
  setUser,
  spanToBaggageHeader,
  spanToJSON,
  spanToTraceHeader,
  startInactiveSpan,
  startNewTrace,
  startSession,
  startSpan,
  startSpanManual,
  suppressTracing,
  updateSpanName,
  withActiveSpan,
  withIsolationScope,
  withMonitor,
  withScope,
} from "@vedette/core";
export type {
  Attachment,
  Breadcrumb,
  CaptureContext,
  CaptureOptions,
  CheckIn,
  Client,
  CollectOptions,
  Context,
  DeliveryResult,
  DeliveryStatus,
  Event,
  EventHint,
  EventProcessor,
  Exception,
  Feedback,
  HttpClient,
  HttpResponse,
  IgnoreError,
  IncomingTrace,
  Integration,
  Logger,
  LogLevel,
  MetricOptions,
  Metrics,
  MonitorConfig,
  MonitorSchedule,
  OverloadOptions,
  RequestScrub,
  SamplingContext,
  ScrubOptions,
  SerializedLog,
  SerializedMetric,
  SeverityLevel,
  Span,
  SpanAttributes,
  SpanJson,
  SpanStatus,
  StackFrame,
  StartSpanOptions,
  TrackedSession,
  User,
} from "@vedette/core";
