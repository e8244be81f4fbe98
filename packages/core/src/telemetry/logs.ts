import { askHook } from "../options/ask-hook.ts";
import type { Client } from "../client/client.ts";
import { describeValue, isInstance } from "../errors/error-like.ts";
import { normalize } from "../normalize/normalize.ts";
import { getClient } from "../scope/current-scopes.ts";
import type { AttributeValue } from "./attributes.ts";
import { createBatch, perClient } from "./batch.ts";
import { entryBase, type EntryBase } from "./entry.ts";
import { fmt, ParameterizedString } from "./parameterized.ts";

/** Levels of structured logs, the lowest first. */
export type LogLevel = "trace" | "debug" | "info" | "warn" | "error" | "fatal";

/** A log as it is sent; `beforeSendLog` may change or drop it. */
export interface SerializedLog extends EntryBase {
  readonly level: LogLevel;
  readonly severity_number: number;
  readonly body: string;
}

const SEVERITY: Readonly<Record<LogLevel, number>> = { trace: 1, debug: 5, info: 9, warn: 13, error: 17, fatal: 21 };

const logBatch = /* @__PURE__ */ perClient((client) =>
  createBatch<SerializedLog>(client, {
    lane: "log",
    type: "log",
    contentType: "application/vnd.sentry.items.log+json",
    counts: (entries, bytes) => [
      ["log_item", entries.length],
      ["log_byte", bytes],
    ],
  }),
);

/** Writes a structured log. Never throws. */
export function captureLog(level: LogLevel, message: string | ParameterizedString, attributes: Readonly<Record<string, AttributeValue>> = {}): void {
  const client = getClient();
  if (!client?.enabled || client.options.enableLogs === false) return;
  try {
    addLog(client, level, message, attributes);
  } catch (error) {
    client.log(`a log is lost: ${describeValue(error)}`);
  }
}

function addLog(client: Client, level: LogLevel, message: string | ParameterizedString, attributes: Readonly<Record<string, AttributeValue>>): void {
  const base = entryBase(client, { ...templateAttributes(message), ...attributes });
  const body = String(normalize(describeValue(message), client.normalization));
  const log: SerializedLog = { ...base, level, severity_number: SEVERITY[level], body };
  const kept = askHook("beforeSendLog", client.options.beforeSendLog, log);
  if (typeof kept !== "string") return logBatch(client).add(kept);
  client.drop(
    "before_send",
    [
      ["log_item", 1],
      ["log_byte", log.body.length],
    ],
    kept,
  );
}

function templateAttributes(message: string | ParameterizedString): Record<string, AttributeValue> {
  if (!isInstance(message, ParameterizedString)) return {};
  const parameters = message.parameters.map((value, index) => [`sentry.message.parameter.${index}`, value] as const);
  return { "sentry.message.template": message.template, ...Object.fromEntries(parameters) };
}

type LogMethod = (message: string | ParameterizedString, attributes?: Readonly<Record<string, AttributeValue>>) => void;

/** Structured logs by level. */
export interface Logger extends Readonly<Record<LogLevel, LogMethod>> {
  readonly fmt: typeof fmt;
}

const method =
  (level: LogLevel): LogMethod =>
  (message, attributes) =>
    captureLog(level, message, attributes);

/** Structured logs: `logger.info(text, attributes)`, with `logger.fmt` for texts whose parts stay searchable. */
export const logger: Logger = {
  trace: /* @__PURE__ */ method("trace"),
  debug: /* @__PURE__ */ method("debug"),
  info: /* @__PURE__ */ method("info"),
  warn: /* @__PURE__ */ method("warn"),
  error: /* @__PURE__ */ method("error"),
  fatal: /* @__PURE__ */ method("fatal"),
  fmt,
};
