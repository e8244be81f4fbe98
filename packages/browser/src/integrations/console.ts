import { addBreadcrumb, captureLog, normalize, type Integration, type LogLevel, type SeverityLevel } from "@vedette/core";
import { patch, quietly, together } from "./patch.ts";

const LEVELS = { debug: "debug", info: "info", warn: "warning", error: "error", log: "log" } as const satisfies Record<string, SeverityLevel>;
type Method = keyof typeof LEVELS;
const METHODS: readonly Method[] = ["debug", "info", "warn", "error", "log"];

/** Notes what is written to the console. */
export function consoleIntegration(): Integration {
  return { name: "Console", start: () => watchConsoleBreadcrumbs(addBreadcrumb) };
}

export const watchConsoleBreadcrumbs = (add: typeof addBreadcrumb): (() => void) =>
  watchConsole(METHODS, (method, message, args) => add({ category: "console", level: LEVELS[method], message }, { input: args, level: method }));

const LOG_LEVELS: Readonly<Record<Method, LogLevel>> = { debug: "debug", info: "info", warn: "warn", error: "error", log: "info" };

/** Sends what is written to the console as structured logs. */
export function consoleLoggingIntegration({ levels = METHODS }: { readonly levels?: readonly Method[] } = {}): Integration {
  return {
    name: "ConsoleLogs",
    start: () => watchConsole(levels, (method, message) => captureLog(LOG_LEVELS[method], message, { "sentry.origin": "auto.log.console" })),
  };
}

export function watchConsole<M extends Method>(methods: readonly M[], listener: (method: M, message: string, args: readonly unknown[]) => void): () => void {
  let inside = false;
  return together(
    methods.map((method) =>
      patch(
        console,
        method,
        (original) =>
          function (...args: unknown[]) {
            original.apply(console, args);
            // What a hook writes about a breadcrumb must not become the next one.
            if (inside) return;
            inside = true;
            quietly(() => listener(method, args.map(textOf).join(" "), args));
            inside = false;
          },
      ),
    ),
  );
}

const LIMITS = { depth: 2, breadth: 20, maxLength: 1000 };

function textOf(value: unknown): string {
  const plain = normalize(value, LIMITS);
  return typeof plain === "string" ? plain : (JSON.stringify(plain) ?? "undefined");
}
