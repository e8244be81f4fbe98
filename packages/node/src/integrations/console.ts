import { channel } from "node:diagnostics_channel";
import { format } from "node:util";
import { addBreadcrumb, captureLog, getClient, type Integration, type LogLevel, type SeverityLevel } from "@vedette/core";
import { createLogSink, type LogRecord } from "../logging/log-sink.ts";

type Method = "debug" | "info" | "warn" | "error" | "log";
type Listener = (method: Method, args: readonly unknown[]) => void;

const METHODS: readonly Method[] = ["debug", "info", "warn", "error", "log"];
const BREADCRUMB_LEVEL: Readonly<Record<Method, SeverityLevel>> = { debug: "debug", info: "info", warn: "warning", error: "error", log: "log" };
const LOG_LEVEL: Readonly<Record<Method, LogLevel>> = { debug: "debug", info: "info", warn: "warn", error: "error", log: "info" };

/** What becomes of console output beyond breadcrumbs. */
export interface ConsoleOptions {
  /** Lowest level that becomes an event, with the error among the arguments. Default null: none. */
  readonly events?: LogLevel | null | undefined;
  /** Lowest level that becomes a structured log. Default null: none. */
  readonly logs?: LogLevel | null | undefined;
}

/** Notes what is written to the console, as it looks there. */
export function consoleIntegration({ events = null, logs = null }: ConsoleOptions = {}): Integration {
  const sink = createLogSink("console", { breadcrumbs: null, events, logs });
  return {
    name: "Console",
    start: () =>
      watchConsole(METHODS, (method, args) => {
        // Before the breadcrumb: an event does not list itself.
        sink({ level: LOG_LEVEL[method], overridden: false, read: () => recordOf(method, args) });
        addBreadcrumb({ category: "console", level: BREADCRUMB_LEVEL[method], message: format(...args) }, { input: args, level: method });
      }),
  };
}

function recordOf(method: Method, args: readonly unknown[]): LogRecord {
  const error = args.find((value) => value instanceof Error);
  const rest = args.filter((value) => typeof value === "object" && value !== null && value !== error);
  return {
    level: LOG_LEVEL[method],
    logger: "console",
    message: format(...args.filter((value) => value !== error || args.length === 1)),
    error,
    extra: rest.length > 0 ? { arguments: rest } : {},
  };
}

/** Sends what is written to the console as structured logs. */
export function consoleLoggingIntegration({ levels = METHODS }: { readonly levels?: readonly Method[] } = {}): Integration {
  return {
    name: "ConsoleLogs",
    start: () => watchConsole(levels, (method, args) => captureLog(LOG_LEVEL[method], format(...args), { "sentry.origin": "auto.log.console" })),
  };
}

/** Through Node's own channels where they exist (Node 24 and newer); else by wrapping the methods of this one object. */
function watchConsole(methods: readonly Method[], listener: Listener): () => void {
  let inside = false;
  const tell: Listener = (method, args) => {
    // What a hook writes about a breadcrumb must not become the next one.
    if (inside || !getClient()?.enabled) return;
    inside = true;
    try {
      listener(method, args);
    } finally {
      inside = false;
    }
  };
  const stops = methods.map((method) => (hasConsoleChannels() ? watchChannel(method, tell) : wrap(method, tell)));
  return () => {
    for (const stop of stops) stop();
  };
}

/** Every Node 24 publishes what is written to the console; some 22 and 23 do, and are served by the wrapper as well. */
const hasConsoleChannels = (): boolean => Number(process.versions.node.split(".", 1)[0]) >= 24;

function watchChannel(method: Method, tell: Listener): () => void {
  const source = channel(`console.${method}`);
  const onMessage = (message: unknown): void => tell(method, Array.isArray(message) ? message : [message]);
  source.subscribe(onMessage);
  return () => {
    source.unsubscribe(onMessage);
  };
}

function wrap(method: Method, tell: Listener): () => void {
  const original = console[method];
  const wrapped = (...args: unknown[]): void => {
    tell(method, args);
    original.apply(console, args);
  };
  console[method] = wrapped;
  return () => {
    if (console[method] === wrapped) console[method] = original;
  };
}
