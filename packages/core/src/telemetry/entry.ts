import type { Client } from "../client/client.ts";
import { traceFactsOf } from "../client/trace-facts.ts";
import { normalizeRecord } from "../normalize/normalize.ts";
import { getCurrentScope, getGlobalScope, getIsolationScope } from "../scope/current-scopes.ts";
import { mergeScopes } from "../scope/scope-data.ts";
import { wireAttributes, type AttributeValue, type WireAttribute } from "./attributes.ts";

/** What logs and metrics have in common. */
export interface EntryBase {
  /** Unix seconds. */
  readonly timestamp: number;
  readonly trace_id: string;
  readonly span_id?: string | undefined;
  readonly attributes: Record<string, WireAttribute>;
}

/** Time, trace and attributes of an entry that is made now: given ones win over the scopes', those over the client's. */
export function entryBase(client: Client, given: Readonly<Record<string, AttributeValue>>): EntryBase {
  const current = getCurrentScope();
  const scope = mergeScopes(getGlobalScope(), getIsolationScope(), current);
  const { context } = traceFactsOf(client, current);
  const { release, environment = "production", serverName } = client.options;
  const { user } = scope;
  const attributes = normalizeRecord(
    {
      "sentry.environment": environment,
      "sentry.release": release,
      "sentry.sdk.name": client.sdk.name,
      "sentry.sdk.version": client.sdk.version,
      "server.address": serverName,
      "user.id": user?.id,
      "user.name": user?.username,
      "user.email": user?.email,
      ...scope.attributes,
      ...given,
    },
    client.normalization,
  );
  const span = current.getSpan();
  return {
    timestamp: client.scheduler.now() / 1000,
    trace_id: context.trace_id,
    ...(span ? { span_id: span.spanContext().spanId } : {}),
    attributes: wireAttributes(attributes),
  };
}
