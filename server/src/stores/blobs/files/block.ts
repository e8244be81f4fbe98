import { crc32, zstdDecompressSync } from "node:zlib";
import { CorruptBlob } from "../port.ts";

/**
 * A segment is a run of blocks, little endian:
 *
 * ```
 * "VDB1" | count u32 | raw bytes u32 | compressed bytes u32 | crc32 of the compressed bytes u32 | crc32 of header and lengths u32
 * lengths u32 × count | compressed bytes (one zstd frame)
 * ```
 */
const magic = 0x31_42_44_56;
export const headerBytes = 24;
/** More would be a damaged count: the pipeline makes blocks of 64 and compaction keeps to that. */
const maxBodies = 65_536;
/** An event body is at most 1 MiB before normalization. */
const maxRawBytes = 1024 * 1024 * 1024;

export interface BlockHeader {
  readonly count: number;
  readonly rawBytes: number;
  readonly compressedBytes: number;
  readonly dataCrc: number;
  readonly headCrc: number;
  /** Header, lengths and data. */
  readonly totalBytes: number;
}

export function encodeBlock(compressed: Uint8Array, lengths: readonly number[]): Buffer {
  const head = Buffer.alloc(headerBytes + 4 * lengths.length);
  head.writeUInt32LE(magic, 0);
  head.writeUInt32LE(lengths.length, 4);
  head.writeUInt32LE(
    lengths.reduce((sum, length) => sum + length, 0),
    8,
  );
  head.writeUInt32LE(compressed.byteLength, 12);
  head.writeUInt32LE(crc32(compressed), 16);
  for (const [index, length] of lengths.entries()) head.writeUInt32LE(length, headerBytes + 4 * index);
  head.writeUInt32LE(headCrc(head), 20);
  return Buffer.concat([head, compressed]);
}

/** Undefined when the bytes are no header: the tail of a write that a crash cut off. */
export function readHeader(bytes: Buffer): BlockHeader | undefined {
  if (bytes.byteLength < headerBytes || bytes.readUInt32LE(0) !== magic) return undefined;
  const count = bytes.readUInt32LE(4);
  const rawBytes = bytes.readUInt32LE(8);
  const compressedBytes = bytes.readUInt32LE(12);
  if (count > maxBodies || rawBytes > maxRawBytes) return undefined;
  const totalBytes = headerBytes + 4 * count + compressedBytes;
  return { count, rawBytes, compressedBytes, dataCrc: bytes.readUInt32LE(16), headCrc: bytes.readUInt32LE(20), totalBytes };
}

/** Whether header and lengths are as written. `head` holds both. */
export function isIntact(header: BlockHeader, head: Buffer): boolean {
  return head.byteLength === headerBytes + 4 * header.count && headCrc(head) === header.headCrc;
}

function headCrc(head: Buffer): number {
  return crc32(head.subarray(headerBytes), crc32(head.subarray(0, 20)));
}

export interface Block {
  readonly bodies: readonly Uint8Array<ArrayBuffer>[];
  readonly rawBytes: number;
}

/** Decompresses a whole block. `where` names it in the message of `CorruptBlob`. */
export function decodeBlock(bytes: Buffer, where: string): Block {
  const header = readHeader(bytes);
  if (header === undefined || bytes.byteLength < header.totalBytes) throw new CorruptBlob(`${where}: the block is cut off`);
  const dataStart = headerBytes + 4 * header.count;
  if (!isIntact(header, bytes.subarray(0, dataStart))) throw new CorruptBlob(`${where}: the block's header fails its checksum`);
  const data = bytes.subarray(dataStart, header.totalBytes);
  if (crc32(data) !== header.dataCrc) throw new CorruptBlob(`${where}: the block's data fails its checksum`);
  const raw = decompress(data, header.rawBytes, where);
  const bodies: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (let index = 0; index < header.count; index++) {
    const length = bytes.readUInt32LE(headerBytes + 4 * index);
    bodies.push(raw.subarray(offset, offset + length));
    offset += length;
  }
  return { bodies, rawBytes: header.rawBytes };
}

function decompress(data: Uint8Array, rawBytes: number, where: string): Buffer<ArrayBuffer> {
  try {
    const raw = zstdDecompressSync(data, { maxOutputLength: Math.max(1, rawBytes) });
    if (raw.byteLength === rawBytes) return raw;
  } catch {
    // Falls through: the checksum was right, so the block was written wrong.
  }
  throw new CorruptBlob(`${where}: the block does not decompress to ${rawBytes} bytes`);
}
