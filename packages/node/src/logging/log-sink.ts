import {
  addBreadcrumb,
  captureEvent,
  captureException,
  captureLog,
  getClient,
  type AttributeValue,
  type CaptureContext,
  type LogLevel,
  type SeverityLevel,
  type TagValue,
  type User,
} from "@vedette/core";

/** What becomes of log lines. Three thresholds, each the lowest level that counts; null: none. */
export interface LoggingOptions {
  /** Notes that go with a later error. Default `info`. */
  readonly breadcrumbs?: LogLevel | null | undefined;
  /** Events of their own, with the error that was logged. Default `error`. */
  readonly events?: LogLevel | null | undefined;
  /** Structured logs. Default null, since not every server takes them. */
  readonly logs?: LogLevel | null | undefined;
  /** Names of loggers that are not listened to; `*` stands for anything. */
  readonly ignoreLoggers?: readonly (string | RegExp)[] | undefined;
}

/** In the field `vedette` of one log call: what is different for this line. False: not seen at all. */
export type LogOverride =
  | false
  | {
      readonly breadcrumb?: boolean | undefined;
      readonly event?: boolean | undefined;
      readonly log?: boolean | undefined;
      readonly tags?: Record<string, TagValue> | undefined;
      readonly extra?: Record<string, unknown> | undefined;
      readonly user?: User | undefined;
      readonly fingerprint?: string[] | undefined;
      readonly level?: SeverityLevel | undefined;
    };

/** One line, as its library understood it. */
export interface LogRecord {
  readonly level: LogLevel;
  readonly message: string;
  readonly logger?: string | undefined;
  readonly error?: unknown;
  /** Everything else that was logged along. */
  readonly extra: Readonly<Record<string, unknown>>;
  readonly override?: LogOverride | undefined;
}

/** A line whose parts are looked at only if somebody wants them. */
export interface LazyRecord extends Pick<LogRecord, "level"> {
  readonly read: () => LogRecord;
  /** Whether the call says something else than the thresholds. */
  readonly overridden: boolean;
}

const ORDER: Readonly<Record<LogLevel, number>> = { trace: 0, debug: 1, info: 2, warn: 3, error: 4, fatal: 5 };
const SEVERITY: Readonly<Record<LogLevel, SeverityLevel>> = { trace: "debug", debug: "debug", info: "info", warn: "warning", error: "error", fatal: "fatal" };

/** Takes lines of one library, named by `origin`. Never throws, and ignores what its own work logs. */
export function createLogSink(origin: string, options: LoggingOptions = {}): (record: LazyRecord) => void {
  const { breadcrumbs = "info", events = "error", logs = null } = options;
  const reaches = (level: LogLevel, threshold: LogLevel | null): boolean => threshold !== null && ORDER[level] >= ORDER[threshold];
  let inside = false;
  const take = (lazy: LazyRecord): void => {
    const wanted = { breadcrumb: reaches(lazy.level, breadcrumbs), event: reaches(lazy.level, events), log: reaches(lazy.level, logs) };
    if (!lazy.overridden && !wanted.breadcrumb && !wanted.event && !wanted.log) return;
    const record = lazy.read();
    if (record.override === false || isIgnored(record.logger, options.ignoreLoggers)) return;
    const { breadcrumb, event, log } = { ...wanted, ...given(record.override) };
    if (event) report(origin, record);
    // After the event: an event does not list itself.
    if (breadcrumb && !event) note(record);
    if (log) captureLog(record.level, record.message, attributes(origin, record));
  };
  return (record) => {
    if (inside || !getClient()?.enabled) return;
    inside = true;
    try {
      take(record);
    } catch (error) {
      getClient()?.log(`a log line of ${origin} is lost: ${String(error)}`);
    } finally {
      inside = false;
    }
  };
}

const given = (override: LogOverride | undefined): { breadcrumb?: boolean; event?: boolean; log?: boolean } => {
  if (!override) return {};
  const { breadcrumb, event, log } = override;
  return { ...(breadcrumb === undefined ? {} : { breadcrumb }), ...(event === undefined ? {} : { event }), ...(log === undefined ? {} : { log }) };
};

function isIgnored(logger: string | undefined, patterns: LoggingOptions["ignoreLoggers"]): boolean {
  if (logger === undefined || !patterns) return false;
  return patterns.some((pattern) => (typeof pattern === "string" ? globOf(pattern).test(logger) : pattern.test(logger)));
}

const globOf = (text: string): RegExp => new RegExp(`^${text.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll("*", ".*")}$`);

function note({ level, message, logger, extra, error }: LogRecord): void {
  const data = { ...extra, ...(error instanceof Error ? { error: `${error.name}: ${error.message}` } : {}) };
  addBreadcrumb({ category: logger ?? "log", level: SEVERITY[level], message, ...(Object.keys(data).length > 0 ? { data } : {}) });
}

function report(origin: string, { level, message, logger, error, extra, override }: LogRecord): void {
  const { tags, user, fingerprint, level: severity, extra: more } = override ? override : {};
  const captureContext: CaptureContext = (scope) => {
    scope.setExtras({ ...extra, ...more });
    scope.addEventProcessor((event) => ({
      ...event,
      ...(logger === undefined ? {} : { logger }),
      ...(error === undefined ? {} : { logentry: { formatted: message } }),
    }));
    return scope.update({ tags, user, fingerprint });
  };
  const mechanism = { type: `auto.log.${origin}`, handled: true };
  const shared = { captureContext, mechanism, level: severity ?? SEVERITY[level] };
  if (error === undefined) captureEvent({ logentry: { formatted: message }, level: shared.level }, { captureContext });
  else captureException(error, shared);
}

function attributes(origin: string, { logger, error, extra }: LogRecord): Record<string, AttributeValue> {
  const simple = Object.entries(extra).filter((entry): entry is [string, string | number | boolean] =>
    ["string", "number", "boolean"].includes(typeof entry[1]),
  );
  return {
    ...Object.fromEntries(simple),
    "sentry.origin": `auto.log.${origin}`,
    ...(logger === undefined ? {} : { "logger.name": logger }),
    ...(error instanceof Error ? { "error.type": error.name, "error.message": error.message } : {}),
  };
}

/** Whether the value can be an override; anything else under that name is data like any other. */
export const isOverride = (value: unknown): value is LogOverride => value === false || (typeof value === "object" && value !== null && !Array.isArray(value));
