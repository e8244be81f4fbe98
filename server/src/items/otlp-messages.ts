/** How a field of OTLP stands in JSON: 64-bit times as text of digits, ids in hex, bytes in base64. */
export type FieldKind = "string" | "id" | "bytes" | "bool" | "int" | "double" | "time" | "fixed32" | MessageName;

export interface FieldRule {
  readonly name: string;
  readonly kind: FieldKind;
  readonly repeated?: boolean;
}

type Message = Readonly<Record<number, FieldRule>>;

const attributes = { name: "attributes", kind: "KeyValue", repeated: true } as const;

/** The messages of opentelemetry-proto 1.x that matter here, by field number. What is not listed is skipped. */
const messages = {
  Traces: { 1: { name: "resourceSpans", kind: "ResourceSpans", repeated: true } },
  ResourceSpans: { 1: { name: "resource", kind: "Resource" }, 2: { name: "scopeSpans", kind: "ScopeSpans", repeated: true } },
  ScopeSpans: { 1: { name: "scope", kind: "Scope" }, 2: { name: "spans", kind: "Span", repeated: true } },
  Logs: { 1: { name: "resourceLogs", kind: "ResourceLogs", repeated: true } },
  ResourceLogs: { 1: { name: "resource", kind: "Resource" }, 2: { name: "scopeLogs", kind: "ScopeLogs", repeated: true } },
  ScopeLogs: { 1: { name: "scope", kind: "Scope" }, 2: { name: "logRecords", kind: "LogRecord", repeated: true } },
  Resource: { 1: attributes },
  Scope: { 1: { name: "name", kind: "string" }, 2: { name: "version", kind: "string" }, 3: attributes },
  Span: {
    1: { name: "traceId", kind: "id" },
    2: { name: "spanId", kind: "id" },
    3: { name: "traceState", kind: "string" },
    4: { name: "parentSpanId", kind: "id" },
    5: { name: "name", kind: "string" },
    6: { name: "kind", kind: "int" },
    7: { name: "startTimeUnixNano", kind: "time" },
    8: { name: "endTimeUnixNano", kind: "time" },
    9: attributes,
    11: { name: "events", kind: "Event", repeated: true },
    13: { name: "links", kind: "Link", repeated: true },
    15: { name: "status", kind: "Status" },
    16: { name: "flags", kind: "fixed32" },
  },
  Event: { 1: { name: "timeUnixNano", kind: "time" }, 2: { name: "name", kind: "string" }, 3: attributes },
  Link: { 1: { name: "traceId", kind: "id" }, 2: { name: "spanId", kind: "id" }, 4: attributes, 6: { name: "flags", kind: "fixed32" } },
  Status: { 2: { name: "message", kind: "string" }, 3: { name: "code", kind: "int" } },
  LogRecord: {
    1: { name: "timeUnixNano", kind: "time" },
    2: { name: "severityNumber", kind: "int" },
    3: { name: "severityText", kind: "string" },
    5: { name: "body", kind: "AnyValue" },
    6: attributes,
    8: { name: "flags", kind: "fixed32" },
    9: { name: "traceId", kind: "id" },
    10: { name: "spanId", kind: "id" },
    11: { name: "observedTimeUnixNano", kind: "time" },
    12: { name: "eventName", kind: "string" },
  },
  KeyValue: { 1: { name: "key", kind: "string" }, 2: { name: "value", kind: "AnyValue" } },
  AnyValue: {
    1: { name: "stringValue", kind: "string" },
    2: { name: "boolValue", kind: "bool" },
    3: { name: "intValue", kind: "int" },
    4: { name: "doubleValue", kind: "double" },
    5: { name: "arrayValue", kind: "ArrayValue" },
    6: { name: "kvlistValue", kind: "KeyValueList" },
    7: { name: "bytesValue", kind: "bytes" },
  },
  ArrayValue: { 1: { name: "values", kind: "AnyValue", repeated: true } },
  KeyValueList: { 1: { name: "values", kind: "KeyValue", repeated: true } },
} as const satisfies Readonly<Record<string, { readonly [field: number]: { readonly name: string; readonly kind: string; readonly repeated?: boolean } }>>;

export type MessageName = keyof typeof messages;

export function fieldRule(message: MessageName, field: number): FieldRule | undefined {
  const rules: Message = messages[message];
  return rules[field];
}

export function isMessageName(kind: FieldKind): kind is MessageName {
  return Object.hasOwn(messages, kind);
}
