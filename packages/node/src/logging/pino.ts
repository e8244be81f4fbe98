import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { createLogSink, isOverride, type Integration, type LoggingOptions, type LogLevel, type LogRecord } from "@vedette/node";

const CHANNEL = "tracing:pino_asJson:end";

/** Fields that pino adds to every line. */
const STANDARD = new Set(["level", "time", "pid", "hostname", "name", "msg", "v", "err", "vedette"]);

/**
 * Listens to all loggers of pino 10 and newer through the channel that pino publishes. What pino redacts stays redacted. The field
 * `vedette` of a call is what is different for it.
 *
 * @example
 * init({ integrations: [pinoIntegration({ logs: "info" })] });
 * log.error({ err, cart, vedette: { fingerprint: ["checkout"] } }, "payment failed");
 */
export function pinoIntegration(options: LoggingOptions = {}): Integration {
  return {
    name: "Pino",
    start() {
      const sink = createLogSink("pino", options);
      const onLine = (message: unknown): void => {
        const line = lineOf(message);
        if (line) sink({ level: levelOf(line.number), overridden: "vedette" in line.fields, read: () => recordOf(line) });
      };
      subscribe(CHANNEL, onLine);
      return () => {
        unsubscribe(CHANNEL, onLine);
      };
    },
  };
}

interface Line {
  readonly fields: object;
  readonly message: unknown;
  readonly number: number;
  /** The finished line, with children's bindings and without what is redacted. */
  readonly json: string;
}

function lineOf(message: unknown): Line | undefined {
  if (typeof message !== "object" || message === null || !("arguments" in message) || !("result" in message)) return undefined;
  const { arguments: args, result } = message;
  if (typeof args !== "object" || args === null || typeof result !== "string") return undefined;
  const [fields, text, number]: unknown[] = [0, 1, 2].map((index): unknown => Reflect.get(args, index));
  return { fields: typeof fields === "object" && fields !== null ? fields : {}, message: text, number: Number(number), json: result };
}

/** Custom levels count as the next lower one that everybody knows. */
function levelOf(number: number): LogLevel {
  if (number >= 60) return "fatal";
  if (number >= 50) return "error";
  if (number >= 40) return "warn";
  if (number >= 30) return "info";
  return number >= 20 ? "debug" : "trace";
}

function recordOf({ fields, message, number, json }: Line): LogRecord {
  const parsed: unknown = JSON.parse(json);
  const all = typeof parsed === "object" && parsed !== null ? Object.entries(parsed) : [];
  const logger: unknown = all.find(([key]) => key === "name")?.[1];
  const error = Object.entries(fields).find(([key, value]) => value instanceof Error && (key === "err" || key === "error"))?.[1];
  const override: unknown = Reflect.get(fields, "vedette");
  return {
    level: levelOf(number),
    message: typeof message === "string" ? message : error instanceof Error ? error.message : "",
    ...(typeof logger === "string" ? { logger } : {}),
    ...(error === undefined ? {} : { error }),
    extra: Object.fromEntries(all.filter(([key]) => !STANDARD.has(key) && !(key === "error" && error !== undefined))),
    ...(isOverride(override) ? { override } : {}),
  };
}
