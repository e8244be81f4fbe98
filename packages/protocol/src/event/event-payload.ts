/**
 * An event as SDKs send it (`protocol.md` §9), with wire names. Loose on purpose: SDKs of fifteen years disagree, so lists come
 * bare or in `{ values }`, numbers as text, and every field may be missing. A server normalizes; a client may send less.
 */
export interface EventPayload {
  /** 32 hex digits, or 36 with dashes. The envelope header's id wins. */
  readonly event_id?: string;
  /** `transaction`, `feedback`, … Absent for errors and messages. */
  readonly type?: string;
  readonly timestamp?: WireTimestamp;
  /** Transactions only. */
  readonly start_timestamp?: WireTimestamp;
  readonly level?: WireLevel;
  readonly platform?: string;
  readonly logger?: string;
  readonly transaction?: string;
  readonly transaction_info?: { readonly source?: string };
  readonly server_name?: string;
  readonly release?: string;
  readonly dist?: string;
  readonly environment?: string;
  /** `{{ default }}` stands for what the server would group by. */
  readonly fingerprint?: readonly (string | number | boolean | null)[];
  readonly message?: string | LogEntryPayload;
  readonly logentry?: string | LogEntryPayload;
  /** Cause first, the exception that was captured last. */
  readonly exception?: WireList<ExceptionPayload>;
  readonly threads?: WireList<ThreadPayload>;
  /** Oldest first. */
  readonly breadcrumbs?: WireList<BreadcrumbPayload>;
  /** Legacy: belongs to the only exception. */
  readonly stacktrace?: StacktracePayload;
  readonly request?: RequestPayload;
  readonly user?: UserPayload;
  readonly contexts?: Readonly<Record<string, ContextPayload | null>>;
  readonly tags?: WireMap<string | number | boolean | null>;
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Package name to version. */
  readonly modules?: Readonly<Record<string, string>>;
  readonly sdk?: SdkPayload;
  readonly debug_meta?: { readonly images?: readonly DebugImagePayload[]; readonly sdk_info?: Readonly<Record<string, unknown>> };
  /** Transactions only. */
  readonly spans?: readonly SpanPayload[];
  readonly measurements?: Readonly<Record<string, { readonly value: number; readonly unit?: string }>>;
  /** Remarks of the SDK about values it cut. */
  readonly _meta?: unknown;
  readonly [field: string]: unknown;
}

/** Unix seconds, also as text, or RFC 3339. `parseTimestamp` reads all of them. */
export type WireTimestamp = number | string;

/** Text, or Python's 10 to 50. `log` and `critical` are aliases of `info` and `fatal` (§10.3). */
export type WireLevel = string | number;

/** A list as such, in `{ values }`, or a single element. */
export type WireList<T> = readonly (T | null)[] | { readonly values?: readonly (T | null)[] | null } | T;

/** An object, or pairs. */
export type WireMap<T> = Readonly<Record<string, T>> | readonly (readonly [name: string, value: T] | null)[];

/** A bare string is `formatted`. */
export interface LogEntryPayload {
  /** Template with `%s` or `{}` placeholders. */
  readonly message?: string;
  readonly formatted?: string;
  readonly params?: readonly unknown[] | Readonly<Record<string, unknown>>;
}

export interface ExceptionPayload {
  readonly type?: string | null;
  /** Old SDKs send what was thrown, whatever it is. */
  readonly value?: unknown;
  readonly module?: string | null;
  readonly thread_id?: number | string;
  readonly stacktrace?: StacktracePayload | null;
  /** Before symbolication. */
  readonly raw_stacktrace?: StacktracePayload | null;
  readonly mechanism?: MechanismPayload;
}

export interface MechanismPayload {
  readonly type?: string;
  readonly description?: string;
  readonly help_link?: string;
  /** False: nothing caught it. Absent is not false. */
  readonly handled?: boolean | null;
  /** Type and value say nothing: not for titles, not for grouping. */
  readonly synthetic?: boolean;
  /** Attribute of the parent that held this exception: `__cause__`, `errors[0]`. */
  readonly source?: string;
  /** The root has 0 and no parent. */
  readonly exception_id?: number;
  readonly parent_id?: number;
  readonly is_exception_group?: boolean;
  readonly data?: Readonly<Record<string, unknown>>;
  /** errno, signal, mach exception, NSError. */
  readonly meta?: Readonly<Record<string, unknown>>;
}

export interface StacktracePayload {
  /** Caller first, crash last. */
  readonly frames?: readonly (FramePayload | null)[] | null;
  readonly registers?: Readonly<Record<string, string>>;
  readonly lang?: string;
  readonly snapshot?: boolean;
}

export interface FramePayload {
  readonly function?: string | null;
  readonly raw_function?: string | null;
  readonly module?: string | null;
  /** Native: the image; Java: the package. */
  readonly package?: string | null;
  /** JavaScript puts the URL here. */
  readonly filename?: string | null;
  readonly abs_path?: string | null;
  readonly lineno?: number | string | null;
  readonly colno?: number | string | null;
  readonly context_line?: string | null;
  readonly pre_context?: readonly (string | null)[] | null;
  readonly post_context?: readonly (string | null)[] | null;
  /** Null: the server decides. */
  readonly in_app?: boolean | null;
  readonly vars?: Readonly<Record<string, unknown>> | null;
  readonly platform?: string | null;
  /** `0x…` or a number. */
  readonly instruction_addr?: string | number | null;
  readonly addr_mode?: string | null;
  readonly [field: string]: unknown;
}

export interface ThreadPayload {
  readonly id?: number | string;
  readonly name?: string | null;
  readonly crashed?: boolean | null;
  readonly current?: boolean | null;
  readonly main?: boolean | null;
  readonly state?: string | null;
  readonly stacktrace?: StacktracePayload | null;
  readonly held_locks?: Readonly<Record<string, unknown>>;
}

export interface BreadcrumbPayload {
  readonly timestamp?: WireTimestamp;
  /** `default`, `http`, `navigation`, `error`, `query`, `ui`, … */
  readonly type?: string;
  readonly category?: string;
  readonly level?: WireLevel;
  readonly message?: string | null;
  readonly data?: Readonly<Record<string, unknown>> | null;
}

export interface RequestPayload {
  readonly url?: string;
  readonly method?: string;
  readonly query_string?: string | WireMap<string>;
  readonly data?: unknown;
  readonly cookies?: string | WireMap<string>;
  readonly headers?: WireMap<string | readonly string[]>;
  readonly env?: Readonly<Record<string, unknown>>;
}

export interface UserPayload {
  readonly id?: string | number | null;
  readonly email?: string | null;
  /** An address, or `{{auto}}` for the one that the server sees. */
  readonly ip_address?: string | null;
  readonly username?: string | null;
  readonly name?: string | null;
  readonly geo?: Readonly<Record<string, string | null>>;
  readonly [field: string]: unknown;
}

/** `type` defaults to the name it is sent under. The fields of known types: §9.9. */
export interface ContextPayload {
  readonly type?: string;
  readonly [field: string]: unknown;
}

export interface SdkPayload {
  readonly name?: string;
  readonly version?: string;
  readonly integrations?: readonly string[];
  readonly features?: readonly string[];
  readonly packages?: readonly { readonly name: string; readonly version: string }[];
  readonly settings?: { readonly infer_ip?: "auto" | "never" | "legacy" };
}

export interface DebugImagePayload {
  /** `macho`, `elf`, `pe`, `wasm`, `proguard`, `jvm`, `sourcemap`, … (§9.11) */
  readonly type?: string;
  readonly debug_id?: string;
  readonly code_id?: string;
  readonly code_file?: string;
  readonly debug_file?: string;
  readonly image_addr?: string | number;
  readonly image_size?: number;
  readonly [field: string]: unknown;
}

/** A span within a transaction (§9.12). */
export interface SpanPayload {
  readonly span_id: string;
  readonly trace_id: string;
  readonly parent_span_id?: string | null;
  readonly op?: string;
  readonly description?: string | null;
  readonly status?: string | null;
  readonly origin?: string;
  readonly start_timestamp: WireTimestamp;
  readonly timestamp: WireTimestamp;
  readonly exclusive_time?: number;
  readonly tags?: Readonly<Record<string, unknown>>;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly measurements?: Readonly<Record<string, { readonly value: number; readonly unit?: string }>>;
  readonly links?: readonly Readonly<Record<string, unknown>>[];
  readonly [field: string]: unknown;
}
