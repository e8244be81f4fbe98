import { channel } from "node:diagnostics_channel";
import { format } from "node:util";
import { addBreadcrumb, captureLog, getClient, type Integration, type LogLevel, type SeverityLevel } from "@vedette/core";

type Method = "debug" | "info" | "warn" | "error" | "log";
type Listener = (method: Method, args: readonly unknown[]) => void;

const METHODS: readonly Method[] = ["debug", "info", "warn", "error", "log"];
const BREADCRUMB_LEVEL: Readonly<Record<Method, SeverityLevel>> = { debug: "debug", info: "info", warn: "warning", error: "error", log: "log" };
const LOG_LEVEL: Readonly<Record<Method, LogLevel>> = { debug: "debug", info: "info", warn: "warn", error: "error", log: "info" };

/** Notes what is written to the console, as it looks there. */
export function consoleIntegration(): Integration {
  return {
    name: "Console",
    start: () =>
      watchConsole(METHODS, (method, args) => {
        addBreadcrumb({ category: "console", level: BREADCRUMB_LEVEL[method], message: format(...args) }, { input: args, level: method });
      }),
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
