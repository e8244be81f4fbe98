import { askHook } from "../options/ask-hook.ts";
import type { Client } from "../client/client.ts";
import type { SpanJson } from "../event/event.ts";

/** The span, changed by `beforeSendSpan`; or nothing, counted. */
export function keepSpan(client: Client, span: SpanJson): SpanJson[] {
  if (matchesName(client.options.ignoreSpans, span.description ?? "")) {
    client.drop("event_processor", [["span", 1]], `ignoreSpans matches ${span.description ?? ""}`);
    return [];
  }
  const kept = askHook("beforeSendSpan", client.options.beforeSendSpan, span);
  if (typeof kept !== "string") return [kept];
  client.drop("before_send", [["span", 1]], kept);
  return [];
}

export const matchesName = (patterns: readonly (string | RegExp)[] = [], name: string): boolean =>
  patterns.some((pattern) => (typeof pattern === "string" ? name.includes(pattern) : pattern.test(name)));
