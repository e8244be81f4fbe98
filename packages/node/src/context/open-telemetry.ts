import type { ExternalTrace } from "@vedette/core";

/** Under these names `@opentelemetry/api` 1 registers itself and stores the active span; both are part of what its versions agree on. */
const API = Symbol.for("opentelemetry.js.api.1");
const SPAN = Symbol.for("OpenTelemetry Context Key SPAN");

/** The trace of OpenTelemetry's active span, if the application uses it. Only read: nothing is registered, nothing is depended on. */
export function openTelemetryTrace(): ExternalTrace | undefined {
  const api: unknown = Reflect.get(globalThis, API);
  if (api === undefined) return undefined;
  try {
    const span = call(call(property(api, "context"), "active"), "getValue", SPAN);
    const context = call(span, "spanContext");
    const [traceId, spanId] = [property(context, "traceId"), property(context, "spanId")];
    return isId(traceId, 32) && isId(spanId, 16) ? { traceId, spanId } : undefined;
  } catch {
    return undefined;
  }
}

const property = (value: unknown, name: string): unknown => (typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined);

function call(target: unknown, name: string, ...args: readonly unknown[]): unknown {
  const method = property(target, name);
  return typeof method === "function" ? Reflect.apply(method, target, args) : undefined;
}

/** All zeros mean none. */
const isId = (value: unknown, length: number): value is string =>
  typeof value === "string" && value.length === length && /^[0-9a-f]+$/.test(value) && /[1-9a-f]/.test(value);
