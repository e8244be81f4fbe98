import type { UnpackInThread } from "../ingest/unpack-dump.ts";
import { startThread } from "./threads.ts";
import type { UnpackThreadData } from "./unpack-worker.ts";

/** Of a few megabytes, which is what dumps are, bzip2 takes a second. */
const patienceMs = 20_000;
const atOnce = 2;

/** Each file in a thread that ends with it. What takes too long was made to do so. */
export function createUnpacker(): UnpackInThread {
  let running = 0;
  return async (format, data, maxBytes) => {
    if (running >= atOnce) return "busy";
    running++;
    try {
      return await run({ format, data: new Uint8Array(data), maxBytes });
    } finally {
      running--;
    }
  };
}

async function run(data: UnpackThreadData): Promise<Uint8Array | "large" | "broken"> {
  const worker = startThread("unpack-worker", data);
  const { promise, resolve } = Promise.withResolvers<Uint8Array | "large" | "broken">();
  const timer = setTimeout(() => resolve("broken"), patienceMs);
  worker.on("message", (message: { readonly unpacked?: Uint8Array | "large" | "broken" }) => {
    // Under `node --watch`, Node itself sends messages from a thread.
    if (message.unpacked !== undefined) resolve(message.unpacked);
  });
  // Out of memory, say: the file's doing.
  worker.on("error", () => resolve("broken"));
  worker.on("exit", () => resolve("broken"));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
