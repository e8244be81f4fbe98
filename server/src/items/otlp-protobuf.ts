import { PbfReader } from "pbf";
import type { Json, JsonObject } from "../processing/json/json.ts";
import { fieldRule, isMessageName, type FieldKind, type MessageName } from "./otlp-messages.ts";

/** Attributes nest freely; nobody does so deeper. */
const deepest = 24;
/** Wire types by which a field of the wrong kind is told. */
const wire = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/** Field numbers are not looked at twice, and wrong wire types skipped, as protobuf asks of readers. */
interface Draft {
  readonly values: Record<string, Json>;
  readonly message: MessageName;
  readonly depth: number;
}

/** A request of OTLP in the shape that its JSON has. `problem`: it is no protobuf. */
export function decodeProtobuf(bytes: Uint8Array, message: MessageName): { readonly value: JsonObject } | { readonly problem: string } {
  try {
    const reader = new PbfReader(bytes);
    return { value: reader.readFields(readField, { values: {}, message, depth: 0 }).values };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function readField(field: number, { values, message, depth }: Draft, reader: PbfReader): void {
  const rule = fieldRule(message, field);
  if (rule === undefined || reader.type !== wireOf(rule.kind)) return;
  const value = readValue(reader, rule.kind, depth);
  if (rule.repeated !== true) {
    values[rule.name] = value;
    return;
  }
  const known = values[rule.name];
  if (isList(known)) known.push(value);
  else values[rule.name] = [value];
}

/** Lists here were all made by `readField`. */
function isList(value: Json | undefined): value is Json[] {
  return Array.isArray(value);
}

function wireOf(kind: FieldKind): number {
  if (kind === "bool" || kind === "int") return wire.varint;
  if (kind === "double" || kind === "time") return wire.fixed64;
  return kind === "fixed32" ? wire.fixed32 : wire.bytes;
}

function readValue(reader: PbfReader, kind: FieldKind, depth: number): Json {
  if (isMessageName(kind)) {
    // Cut off: what is below is skipped.
    if (depth >= deepest) return null;
    return reader.readMessage(readField, { values: {}, message: kind, depth: depth + 1 }).values;
  }
  switch (kind) {
    case "string":
      return reader.readString();
    case "id":
      return Buffer.from(reader.readBytes()).toString("hex");
    case "bytes":
      return Buffer.from(reader.readBytes()).toString("base64");
    case "bool":
      return reader.readBoolean();
    case "int":
      return reader.readVarint(true);
    case "double":
      return reader.readDouble();
    case "time":
      return reader.readFixed64();
    default:
      return reader.readFixed32();
  }
}
