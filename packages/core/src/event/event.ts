/**
 * What goes over the wire, in the wire's own names (`protocol.md` §9), because `beforeSend` and event processors read and
 * write it and code written for other Sentry SDKs must keep working.
 */

export type SeverityLevel = "fatal" | "error" | "warning" | "log" | "info" | "debug";

/** Tags are short values that the server indexes. */
export type TagValue = string | number | boolean | bigint | null | undefined;

/** Who is affected; any further keys are kept. */
export interface User {
  id?: string | number | undefined;
  email?: string | undefined;
  username?: string | undefined;
  name?: string | undefined;
  ip_address?: string | null | undefined;
  [key: string]: unknown;
}

/** Something that happened before an error. */
export interface Breadcrumb {
  type?: string | undefined;
  category?: string | undefined;
  message?: string | undefined;
  level?: SeverityLevel | undefined;
  data?: Record<string, unknown> | undefined;
  /** Unix seconds; set by `addBreadcrumb` when absent. */
  timestamp?: number | undefined;
  event_id?: string | undefined;
}

/** One call of a stack; the innermost comes last. */
export interface StackFrame {
  filename?: string | undefined;
  abs_path?: string | undefined;
  function?: string | undefined;
  module?: string | undefined;
  lineno?: number | undefined;
  colno?: number | undefined;
  in_app?: boolean | undefined;
  pre_context?: string[] | undefined;
  context_line?: string | undefined;
  post_context?: string[] | undefined;
  vars?: Record<string, unknown> | undefined;
}

/** Frames are ordered oldest call first; the last one is where it happened. */
export interface Stacktrace {
  frames: StackFrame[];
}

export interface Mechanism {
  type: string;
  handled?: boolean | undefined;
  synthetic?: boolean | undefined;
  source?: string | undefined;
  exception_id?: number | undefined;
  parent_id?: number | undefined;
  is_exception_group?: boolean | undefined;
  data?: Record<string, unknown> | undefined;
}

/** One error of a chain; causes come first. */
export interface Exception {
  type?: string | undefined;
  value?: string | undefined;
  module?: string | undefined;
  thread_id?: number | string | undefined;
  mechanism?: Mechanism | undefined;
  stacktrace?: Stacktrace | undefined;
}

export interface Thread {
  id?: number | string | undefined;
  name?: string | undefined;
  crashed?: boolean | undefined;
  current?: boolean | undefined;
  main?: boolean | undefined;
  stacktrace?: Stacktrace | undefined;
}

export interface RequestData {
  url?: string | undefined;
  method?: string | undefined;
  query_string?: string | undefined;
  data?: unknown;
  cookies?: Record<string, string> | undefined;
  headers?: Record<string, string> | undefined;
  env?: Record<string, string> | undefined;
}

/** A named group of facts. */
export type Context = Record<string, unknown>;

export interface SdkInfo {
  name: string;
  version: string;
  packages?: { name: string; version: string }[] | undefined;
  integrations?: string[] | undefined;
}

export interface DebugImage {
  type: "sourcemap";
  code_file: string;
  debug_id: string;
}

/** A span as it is sent; `beforeSendSpan` may change or drop it. */
export type SpanJson = {
  span_id: string;
  trace_id: string;
  parent_span_id?: string | undefined;
  op?: string | undefined;
  description?: string | undefined;
  status?: string | undefined;
  origin?: string | undefined;
  start_timestamp: number;
  timestamp: number;
  data: Record<string, unknown>;
  links?: SpanLinkJson[] | undefined;
};

export type SpanLinkJson = { trace_id: string; span_id: string; sampled?: boolean | undefined; attributes?: Record<string, unknown> | undefined };

export type TransactionSource = "custom" | "url" | "route" | "view" | "component" | "task";

/** An error, a message or a transaction as it is sent. */
export interface Event {
  event_id?: string | undefined;
  type?: "transaction" | "feedback" | undefined;
  /** Unix seconds. */
  timestamp?: number | undefined;
  start_timestamp?: number | undefined;
  level?: SeverityLevel | undefined;
  platform?: string | undefined;
  logger?: string | undefined;
  server_name?: string | undefined;
  release?: string | undefined;
  dist?: string | undefined;
  environment?: string | undefined;
  message?: string | undefined;
  logentry?: { message?: string | undefined; formatted?: string | undefined; params?: unknown[] | undefined } | undefined;
  transaction?: string | undefined;
  transaction_info?: { source: TransactionSource } | undefined;
  fingerprint?: string[] | undefined;
  exception?: { values: Exception[] } | undefined;
  threads?: { values: Thread[] } | undefined;
  breadcrumbs?: Breadcrumb[] | undefined;
  request?: RequestData | undefined;
  user?: User | undefined;
  contexts?: Record<string, Context | undefined> | undefined;
  tags?: Record<string, TagValue> | undefined;
  extra?: Record<string, unknown> | undefined;
  modules?: Record<string, string> | undefined;
  sdk?: SdkInfo | undefined;
  debug_meta?: { images: DebugImage[] } | undefined;
  spans?: SpanJson[] | undefined;
  measurements?: Record<string, { value: number; unit?: string | undefined }> | undefined;
}

/** A file that travels with an event. Text is sent as UTF-8. */
export interface Attachment {
  filename: string;
  data: string | Uint8Array;
  contentType?: string | undefined;
  attachmentType?: string | undefined;
}
