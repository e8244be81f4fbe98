import { crc32 } from "node:zlib";
import type { RecordMeta } from "../port.ts";

/**
 * A record on disk: u32 length, u32 crc32 (both big endian; over and about what follows), u16 length of the meta JSON, the
 * meta JSON, the body. The seq is not in it: a segment's file name tells the first one, and frames follow without gaps.
 */
export const FRAME_PREFIX_BYTES = 8;
const META_LENGTH_BYTES = 2;
const MAX_META_BYTES = 0xffff;

/** Everything before the body, ready to be written in front of it. */
export function encodeFrameHead(meta: RecordMeta, body: Uint8Array): Buffer {
  const json = JSON.stringify(meta);
  const metaBytes = Buffer.byteLength(json);
  if (metaBytes > MAX_META_BYTES) throw new RangeError(`The meta data of a record has ${metaBytes} bytes, ${MAX_META_BYTES} fit.`);
  const head = Buffer.allocUnsafe(FRAME_PREFIX_BYTES + META_LENGTH_BYTES + metaBytes);
  head.writeUInt16BE(metaBytes, FRAME_PREFIX_BYTES);
  head.write(json, FRAME_PREFIX_BYTES + META_LENGTH_BYTES);
  head.writeUInt32BE(META_LENGTH_BYTES + metaBytes + body.length, 0);
  head.writeUInt32BE(crc32(body, crc32(head.subarray(FRAME_PREFIX_BYTES))), 4);
  return head;
}

export interface Frame {
  readonly meta: RecordMeta;
  /** A view, not a copy. */
  readonly body: Uint8Array;
  /** Offset of the next frame. */
  readonly end: number;
}

export type FrameProblem = "incomplete" | "checksum" | "meta";

/**
 * The frame at `offset`. A problem with `end` concerns this frame alone; without it nothing can be said about what follows.
 */
export function decodeFrame(bytes: Buffer, offset: number): Frame | { readonly problem: FrameProblem; readonly end: number | undefined } {
  if (offset + FRAME_PREFIX_BYTES + META_LENGTH_BYTES > bytes.length) return { problem: "incomplete", end: undefined };
  const end = offset + FRAME_PREFIX_BYTES + bytes.readUInt32BE(offset);
  if (end > bytes.length) return { problem: "incomplete", end: undefined };
  const content = bytes.subarray(offset + FRAME_PREFIX_BYTES, end);
  // A run of zeros, as a file system may leave behind after power loss, would pass the checksum of an empty frame.
  if (content.length < META_LENGTH_BYTES || crc32(content) !== bytes.readUInt32BE(offset + 4)) return { problem: "checksum", end };
  const metaEnd = META_LENGTH_BYTES + content.readUInt16BE(0);
  if (metaEnd > content.length) return { problem: "meta", end };
  const meta = parseMeta(content.toString("utf8", META_LENGTH_BYTES, metaEnd));
  return meta === undefined ? { problem: "meta", end } : { meta, body: content.subarray(metaEnd), end };
}

function parseMeta(json: string): RecordMeta | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isRecordMeta(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The checksum vouches for what was written; this tells an older or newer format apart, not a forgery. */
function isRecordMeta(value: unknown): value is RecordMeta {
  return (
    typeof value === "object" && value !== null && "endpoint" in value && "projectId" in value && "receivedAt" in value && typeof value.receivedAt === "number"
  );
}
