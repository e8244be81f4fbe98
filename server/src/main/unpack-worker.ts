import { parentPort, workerData } from "node:worker_threads";
import unbzip2 from "unbzip2-stream";
import xz from "xz-decompress";
import { yieldToRequests } from "./threads.ts";

/** Start-up data of this thread. */
export interface UnpackThreadData {
  readonly format: "xz" | "bzip2";
  readonly data: Uint8Array<ArrayBuffer>;
  readonly maxBytes: number;
}

class TooLarge extends Error {}

// The entry of a thread that unpacks one file and ends: both decoders keep a thread busy for as long as it takes.

async function main({ format, data, maxBytes }: UnpackThreadData): Promise<void> {
  yieldToRequests();
  const pieces: Uint8Array[] = [];
  let length = 0;
  const keep = (piece: Uint8Array): void => {
    length += piece.length;
    if (length > maxBytes) throw new TooLarge();
    pieces.push(piece);
  };
  try {
    await (format === "xz" ? unpackXz(data, keep) : unpackBzip2(data, keep));
  } catch (error) {
    return parentPort?.postMessage({ unpacked: error instanceof TooLarge ? "large" : "broken" });
  }
  const unpacked = new Uint8Array(Buffer.concat(pieces, length));
  parentPort?.postMessage({ unpacked }, [unpacked.buffer]);
}

async function unpackXz(data: Uint8Array<ArrayBuffer>, keep: (piece: Uint8Array) => void): Promise<void> {
  for await (const piece of new xz.XzReadableStream(new Blob([data]).stream())) keep(piece);
}

function unpackBzip2(data: Uint8Array, keep: (piece: Uint8Array) => void): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stream = unbzip2();
  // What this throws comes back as the stream's error.
  stream.on("data", keep);
  stream.on("end", () => resolve());
  stream.on("error", reject);
  stream.end(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  return promise;
}

await main(workerData);
