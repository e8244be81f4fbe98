import { Writable } from "node:stream";
import { createLogSink, isOverride, type LoggingOptions, type LogLevel, type LogRecord } from "@vedette/node";

const LEVELS: Readonly<Record<string, LogLevel>> = {
  emerg: "fatal", alert: "fatal", crit: "fatal", fatal: "fatal", error: "error", warning: "warn", warn: "warn", notice: "info", info: "info", http: "debug",
  verbose: "debug", debug: "debug", silly: "trace", trace: "trace",
}; // prettier-ignore

const LEVEL = Symbol.for("level");
const SPLAT = Symbol.for("splat");
const STANDARD = new Set(["level", "message", "label", "timestamp", "stack", "error", "err", "vedette", "splat"]);

/**
 * A transport for winston 3. Put it behind formats that redact; errors may be given as `error`, as `err` or as an argument. The field
 * `vedette` of a call is what is different for it.
 *
 * @example
 * const logger = createLogger({ transports: [new transports.Console(), vedetteTransport({ logs: "info" })] });
 * logger.error("payment failed", { error, cart, vedette: { fingerprint: ["checkout"] } });
 */
export function vedetteTransport(options: LoggingOptions = {}): Writable & { log(info: unknown, next: () => void): void } {
  const sink = createLogSink("winston", options);
  const take = (info: unknown): void => {
    if (typeof info !== "object" || info === null) return;
    const level = levelOf(info);
    sink({ level, overridden: "vedette" in info, read: () => recordOf(info, level) });
  };
  const stream = new Writable({
    objectMode: true,
    write(info: unknown, _encoding, next) {
      take(info);
      next();
    },
  });
  // Winston looks for it to tell transports of version 3 from older ones.
  const log = (info: unknown, next: () => void): void => {
    take(info);
    next();
  };
  return Object.assign(stream, { log });
}

function levelOf(info: object): LogLevel {
  const name: unknown = Reflect.get(info, LEVEL) ?? Reflect.get(info, "level");
  return (typeof name === "string" ? LEVELS[name] : undefined) ?? "info";
}

function recordOf(info: object, level: LogLevel): LogRecord {
  const error = errorOf(info);
  const text: unknown = Reflect.get(info, "message");
  const label: unknown = Reflect.get(info, "label");
  const override: unknown = Reflect.get(info, "vedette");
  return {
    level,
    message: typeof text === "string" ? text : error instanceof Error ? error.message : String(text),
    ...(typeof label === "string" ? { logger: label } : {}),
    ...(error === undefined ? {} : { error }),
    extra: Object.fromEntries(Object.entries(info).filter(([key]) => !STANDARD.has(key))),
    ...(isOverride(override) ? { override } : {}),
  };
}

/** `logger.error(error)`, `logger.error("text", error)` and `logger.error("text", { error })`. */
function errorOf(info: object): Error | undefined {
  if (info instanceof Error) return info;
  const splat: unknown = Reflect.get(info, SPLAT);
  const candidates: unknown[] = [Reflect.get(info, "error"), Reflect.get(info, "err"), Reflect.get(info, "message"), ...(Array.isArray(splat) ? splat : [])];
  return candidates.find((value) => value instanceof Error);
}
