import { OTLP_CONTENT_TYPES } from "@vedette/protocol";
import { PbfWriter } from "pbf";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fate } from "./define-item.ts";
import { items } from "./index.ts";
import { itemContext } from "./item-kit.ts";
import { decodeProtobuf } from "./otlp-protobuf.ts";

const context = itemContext();
const trace = "ab".repeat(16);
const [parent, child] = ["12".repeat(8), "34".repeat(8)];
const start = context.receivedAt - 1000;
const nanos = (ms: number): string => `${ms}000000`;

function run(type: "span" | "log", contentType: string, payload: Uint8Array): Fate {
  return items[type].process({ type, headers: { content_type: contentType }, payload }, context);
}

const json = (type: "span" | "log", value: unknown): Fate => run(type, OTLP_CONTENT_TYPES.json, new TextEncoder().encode(JSON.stringify(value)));
const rows = (fate: Fate) => (fate.kind === "rows" ? fate.rows.map(({ row }) => row) : []);
const attribute = (key: string, value: Readonly<Record<string, unknown>>) => ({ key, value });

const resource = {
  attributes: [
    attribute("service.name", { stringValue: "cart" }),
    attribute("service.version", { stringValue: "1.2.3" }),
    attribute("deployment.environment.name", { stringValue: "prod" }),
  ],
};
const scope = { name: "http", version: "2" };

const spans = [
  {
    traceId: trace,
    spanId: parent,
    name: "GET /cart",
    kind: 2,
    startTimeUnixNano: nanos(start),
    endTimeUnixNano: nanos(start + 250),
    attributes: [
      attribute("http.request.method", { stringValue: "GET" }),
      attribute("http.response.status_code", { intValue: "500" }),
      attribute("tags", { arrayValue: { values: [{ stringValue: "a" }, { stringValue: "b" }] } }),
    ],
    events: [{ timeUnixNano: nanos(start + 5), name: "exception", attributes: [attribute("exception.type", { stringValue: "E" })] }],
    status: { code: 2, message: "broken" },
  },
  {
    traceId: trace,
    spanId: child,
    parentSpanId: parent,
    name: "select",
    kind: 3,
    startTimeUnixNano: nanos(start),
    endTimeUnixNano: nanos(start + 20),
    attributes: [attribute("db.system", { stringValue: "postgresql" })],
  },
];

const wanted = [
  {
    traceId: trace,
    spanId: parent,
    parentSpanId: null,
    isSegment: true,
    segmentName: "GET /cart",
    name: "GET /cart",
    op: "http.server",
    kind: "server",
    status: "error",
    duration: 250,
    timestamp: expect.closeTo(start, 2),
    environment: "prod",
    release: "1.2.3",
    attributes: {
      "service.name": "cart",
      "http.response.status_code": 500,
      tags: ["a", "b"],
      "otel.scope.name": "http",
      "sentry.status.message": "broken",
      "otel.events": expect.stringContaining("exception.type"),
    },
  },
  { spanId: child, parentSpanId: parent, isSegment: false, op: "db", kind: "client", status: "ok", duration: 20 },
];

describe("spans of OpenTelemetry", () => {
  test("come as JSON", () => {
    const fate = json("span", { resourceSpans: [{ resource, scopeSpans: [{ scope, spans }] }] });
    expect(rows(fate)).toMatchObject(wanted);
    expect(fate).toMatchObject({ accepted: [{ category: "span", quantity: 2 }] });
  });

  test("come as protobuf, and say the same", () => {
    const bytes = message((request) => {
      request.writeMessage(1, writeResourceSpans, null);
    });
    expect(rows(run("span", OTLP_CONTENT_TYPES.protobuf, bytes))).toMatchObject(wanted);
  });

  test("that are unusable keep no other out; what is no protobuf is told so", () => {
    const mixed = json("span", { resourceSpans: [{ scopeSpans: [{ spans: [{ ...spans[0], traceId: "zz" }, spans[1]] }] }] });
    const open = { kind: "rows", rows: [], accepted: [], open: [{ traceId: trace, segmentId: null }] };
    expect(mixed).toMatchObject({ kind: "several", fates: [{ kind: "rows" }, { reason: "invalid_span", detail: expect.stringContaining("trace_id") }, open] });
    expect(run("span", OTLP_CONTENT_TYPES.protobuf, new Uint8Array([0x0a, 0xff, 0xff]))).toMatchObject({
      kind: "rejected",
      reason: "invalid_proto",
      category: "span",
    });
  });
});

test("logs of OpenTelemetry come with body, severity and trace", () => {
  const record = {
    timeUnixNano: nanos(start),
    severityNumber: 17,
    severityText: "Schwerer Fehler",
    body: { stringValue: "card declined" },
    traceId: trace,
    spanId: child,
    attributes: [attribute("order", { intValue: 7 })],
  };
  const structured = { observedTimeUnixNano: nanos(start), body: { kvlistValue: { values: [attribute("a", { doubleValue: 1.5 })] } } };
  const fate = json("log", { resourceLogs: [{ resource, scopeLogs: [{ scope, logRecords: [record, structured, { body: { stringValue: "when?" } }] }] }] });
  expect(fate).toMatchObject({
    kind: "several",
    fates: [{ kind: "rows", accepted: [{ category: "log_item", quantity: 2 }, { category: "log_byte" }] }, { reason: "invalid_log" }],
  });
  const stored = fate.kind === "several" ? fate.fates.flatMap(rows) : [];
  expect(stored).toMatchObject([
    {
      message: "card declined",
      severity: "error",
      severityNumber: 17,
      traceId: trace,
      spanId: child,
      environment: "prod",
      attributes: { order: 7, "service.name": "cart" },
    },
    { message: '{"a":1.5}', severity: "info" },
  ]);
});

test("any bytes are read or refused, and nothing throws", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(Object.keys(decodeProtobuf(bytes, "Traces"))).toHaveLength(1);
      expect(["rows", "several", "rejected"]).toContain(run("log", OTLP_CONTENT_TYPES.protobuf, bytes).kind);
    }),
  );
});

function message(write: (writer: PbfWriter) => void): Uint8Array {
  const writer = new PbfWriter();
  write(writer);
  return writer.finish();
}

function writeResourceSpans(_: null, writer: PbfWriter): void {
  writer.writeMessage(1, (__, into) => resource.attributes.forEach((each) => into.writeMessage(1, writeKeyValue, each)), null);
  writer.writeMessage(
    2,
    (__, into) => {
      into.writeMessage(1, (___, name) => [name.writeStringField(1, scope.name), name.writeStringField(2, scope.version)], null);
      for (const span of spans) into.writeMessage(2, writeSpan, span);
    },
    null,
  );
  // Fields that a later version may add.
  writer.writeStringField(3, "https://opentelemetry.io/schemas/1.30.0");
  writer.writeVarintField(900, 7);
}

function writeSpan(span: (typeof spans)[number], writer: PbfWriter): void {
  writer.writeBytesField(1, Buffer.from(span.traceId, "hex"));
  writer.writeBytesField(2, Buffer.from(span.spanId, "hex"));
  if (span.parentSpanId !== undefined) writer.writeBytesField(4, Buffer.from(span.parentSpanId, "hex"));
  writer.writeStringField(5, span.name);
  writer.writeVarintField(6, span.kind);
  writer.writeFixed64Field(7, Number(span.startTimeUnixNano));
  writer.writeFixed64Field(8, Number(span.endTimeUnixNano));
  for (const each of span.attributes) writer.writeMessage(9, writeKeyValue, each);
  for (const event of span.events ?? []) {
    writer.writeMessage(
      11,
      (_, into) => {
        into.writeFixed64Field(1, Number(event.timeUnixNano));
        into.writeStringField(2, event.name);
        for (const each of event.attributes) into.writeMessage(3, writeKeyValue, each);
      },
      null,
    );
  }
  const { status } = span;
  if (status !== undefined) writer.writeMessage(15, (_, into) => [into.writeStringField(2, status.message), into.writeVarintField(3, status.code)], null);
}

function writeKeyValue({ key, value }: ReturnType<typeof attribute>, writer: PbfWriter): void {
  writer.writeStringField(1, key);
  writer.writeMessage(2, writeAnyValue, value);
}

function writeAnyValue(value: Readonly<Record<string, unknown>>, writer: PbfWriter): void {
  if (typeof value["stringValue"] === "string") writer.writeStringField(1, value["stringValue"]);
  if (typeof value["intValue"] === "string") writer.writeVarintField(3, Number(value["intValue"]));
  if (value["arrayValue"] !== undefined) {
    writer.writeMessage(5, (_, into) => ["a", "b"].forEach((text) => into.writeMessage(1, writeAnyValue, { stringValue: text })), null);
  }
}
