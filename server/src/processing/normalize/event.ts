import type { Json, JsonArray, JsonObject } from "../json/json.ts";

/**
 * An event after normalization, under its wire names (`protocol.md` §9): this, as JSON, is the stored body. Times are
 * unix seconds with a fraction. Members that were absent or unusable are absent.
 */
export interface NormalizedEvent {
  /** 32 lowercase hex. */
  readonly event_id: string;
  readonly type: "error" | "default" | "transaction" | "csp" | "hpkp" | "expectct" | "expectstaple" | "nel" | "feedback" | "generic";
  readonly timestamp: number;
  readonly received: number;
  readonly level: Level;
  readonly platform: string;
  readonly project?: number;
  readonly key_id?: string;
  readonly start_timestamp?: number;
  readonly logger?: string;
  readonly transaction?: string;
  readonly transaction_info?: JsonObject;
  readonly culprit?: string;
  readonly title?: string;
  readonly release?: string;
  readonly dist?: string;
  readonly environment?: string;
  readonly version?: string;
  readonly fingerprint?: readonly string[];
  readonly checksum?: string;
  readonly logentry?: LogEntry;
  readonly exception?: Values<Exception>;
  /** Of an exception group: the `exception_id` that the event is called by, found when it was grouped. */
  readonly main_exception_id?: number;
  readonly stacktrace?: Stacktrace;
  readonly threads?: Values<Thread>;
  readonly template?: Template;
  readonly breadcrumbs?: Values<Breadcrumb>;
  readonly request?: Request;
  readonly user?: User;
  readonly contexts?: Contexts;
  readonly tags?: readonly Tag[];
  readonly extra?: JsonObject;
  readonly modules?: Readonly<Record<string, string>>;
  readonly sdk?: Sdk;
  readonly debug_meta?: DebugMeta;
  readonly spans?: JsonArray;
  readonly measurements?: JsonObject;
  readonly breakdowns?: JsonObject;
  readonly time_spent?: number;
  readonly csp?: JsonObject;
  readonly hpkp?: JsonObject;
  readonly expectct?: JsonObject;
  readonly expectstaple?: JsonObject;
  readonly nel?: JsonObject;
  readonly errors?: readonly EventError[];
  /** Of a transaction that belongs to an issue: the problem that was found in it. */
  readonly occurrence?: Occurrence;
  /** The dynamic sampling context of the envelope that brought it. */
  readonly _dsc?: JsonObject;
  readonly _meta?: JsonObject;
}

export type Level = "debug" | "info" | "warning" | "error" | "fatal" | "sample";
export type Tag = readonly [key: string, value: string];

/** Under the names of Sentry's occurrences (`api.md` §4.6). */
export interface Occurrence {
  /** 32 lowercase hex. */
  readonly id: string;
  /** Of the transaction, as its SDK sent it; of a segment of spans, made of its ids. */
  readonly event_id: string;
  /** Sentry's number of the issue type. */
  readonly type: number;
  /** `1-1006-…`: the issue's hash is its MD5. */
  readonly fingerprint: string;
  readonly issue_title: string;
  readonly subtitle: string;
  readonly evidence_data: JsonObject;
  readonly evidence_display: readonly { readonly name: string; readonly value: string; readonly important: boolean }[];
  /** Unix seconds. */
  readonly detection_time: number;
}

export interface EventError {
  readonly type: string;
  readonly name?: string;
  readonly value?: Json;
  readonly reason?: string;
  readonly sdk_time?: string;
  readonly server_time?: string;
}

/** Entries that were null or unusable keep their place as null, since `_meta` and other members count positions. */
export interface Values<T> {
  readonly values: readonly (T | null)[];
}

export interface LogEntry {
  readonly message?: string;
  readonly formatted?: string;
  readonly params?: JsonObject | JsonArray;
}

export interface Exception {
  readonly type?: string;
  readonly value?: string;
  readonly module?: string;
  readonly thread_id?: string | number;
  readonly stacktrace?: Stacktrace;
  readonly raw_stacktrace?: Stacktrace;
  readonly mechanism?: Mechanism;
}

export interface Mechanism {
  readonly type?: string;
  readonly description?: string;
  readonly help_link?: string;
  readonly handled?: boolean;
  readonly synthetic?: boolean;
  readonly source?: string;
  readonly exception_id?: number;
  readonly parent_id?: number;
  readonly is_exception_group?: boolean;
  readonly data?: JsonObject;
  readonly meta?: JsonObject;
}

export interface Stacktrace {
  readonly frames?: readonly (Frame | null)[];
  readonly registers?: JsonObject;
  readonly lang?: string;
  readonly snapshot?: boolean;
  readonly instruction_addr_adjustment?: string;
  readonly frames_omitted?: JsonArray;
}

export interface Frame {
  readonly function?: string;
  readonly raw_function?: string;
  readonly symbol?: string;
  readonly module?: string;
  readonly package?: string;
  readonly filename?: string;
  readonly abs_path?: string;
  readonly lineno?: number;
  readonly colno?: number;
  readonly context_line?: string;
  readonly pre_context?: readonly (string | null)[];
  readonly post_context?: readonly (string | null)[];
  readonly in_app?: boolean;
  readonly vars?: JsonObject;
  readonly platform?: string;
  readonly instruction_addr?: string;
  readonly symbol_addr?: string;
  readonly image_addr?: string;
  readonly function_id?: string;
  readonly addr_mode?: string;
  readonly stack_start?: boolean;
  readonly trust?: string;
  readonly lock?: JsonObject;
  readonly source_link?: string;
  readonly errors?: JsonArray;
  readonly data?: JsonObject;
}

export interface Thread {
  readonly id?: string | number;
  readonly name?: string;
  readonly crashed?: boolean;
  readonly current?: boolean;
  readonly main?: boolean;
  readonly state?: string;
  readonly stacktrace?: Stacktrace;
  readonly raw_stacktrace?: Stacktrace;
  readonly held_locks?: JsonObject;
}

export interface Template {
  readonly filename?: string;
  readonly abs_path?: string;
  readonly name?: string;
  readonly lineno?: number;
  readonly colno?: number;
  readonly pre_context?: readonly (string | null)[];
  readonly context_line?: string;
  readonly post_context?: readonly (string | null)[];
}

export interface Breadcrumb {
  readonly timestamp?: number;
  readonly type?: string;
  readonly category?: string;
  readonly level?: Level;
  readonly message?: string;
  readonly data?: JsonObject;
  readonly event_id?: string;
}

export type Pair = readonly [key: string, value: string | null];

export interface Request {
  readonly url?: string;
  readonly method?: string;
  readonly query_string?: readonly Pair[];
  readonly fragment?: string;
  readonly data?: Json;
  readonly inferred_content_type?: string;
  readonly cookies?: readonly Pair[];
  readonly headers?: readonly Pair[];
  readonly env?: JsonObject;
  readonly api_target?: string;
  readonly protocol?: string;
  readonly body_size?: number;
}

export interface User {
  readonly id?: string;
  readonly email?: string;
  readonly ip_address?: string;
  readonly username?: string;
  readonly name?: string;
  readonly geo?: JsonObject;
  readonly segment?: string;
  readonly sentry_user?: string;
  readonly data?: JsonObject;
}

/** Alias to object; `type` is always there. Members that rules read are listed, all others are kept as sent. */
export type Contexts = Readonly<Record<string, Context>>;
export interface Context extends JsonObject {
  readonly type: string;
}

export interface Sdk {
  readonly name?: string;
  readonly version?: string;
  readonly integrations?: readonly (string | null)[];
  readonly features?: readonly (string | null)[];
  readonly packages?: JsonArray;
  readonly settings?: JsonObject;
  readonly client_ip?: string;
}

export interface DebugMeta {
  readonly sdk_info?: JsonObject;
  readonly images?: readonly (JsonObject | null)[];
}
