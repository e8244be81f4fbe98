import { promisify } from "node:util";
import { gunzip, zstdDecompress } from "node:zlib";
import { limits } from "../config/limits.ts";
import { badRequest, tooLarge, tryLater, type Refusal } from "./refusal.ts";

/** Formats that Node does not know, in a thread of their own. */
export type UnpackInThread = (format: "xz" | "bzip2", data: Uint8Array, maxBytes: number) => Promise<Uint8Array | "large" | "broken" | "busy">;

const inflateGzip = promisify(gunzip);
const inflateZstd = promisify(zstdDecompress);
const maxBytes = limits.attachmentBytes;

/** Dumps may be compressed by themselves, which their first bytes tell (`protocol.md` §2.3). */
export async function unpackDump(data: Buffer, unpackInThread: UnpackInThread): Promise<Buffer | Refusal> {
  const magic = data.toString("hex", 0, 6);
  try {
    if (magic.startsWith("1f8b")) return await inflateGzip(data, { maxOutputLength: maxBytes });
    if (magic.startsWith("28b52ffd")) return await inflateZstd(data, { maxOutputLength: maxBytes });
  } catch (error) {
    const isLarge = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    return refusals[isLarge ? "large" : "broken"];
  }
  const format = magic === "fd377a585a00" ? "xz" : magic.startsWith("425a68") ? "bzip2" : undefined;
  if (format === undefined) return data;
  const unpacked = await unpackInThread(format, data, maxBytes);
  return typeof unpacked === "string" ? refusals[unpacked] : Buffer.from(unpacked.buffer, unpacked.byteOffset, unpacked.byteLength);
}

const refusals = {
  large: tooLarge("minidump", maxBytes),
  broken: badRequest("the compressed minidump cannot be read", "invalid_minidump"),
  busy: tryLater("other minidumps are being unpacked", "busy", 5),
} as const;
