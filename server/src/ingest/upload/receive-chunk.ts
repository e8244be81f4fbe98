import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { StoredUpload } from "../../stores/uploads/port.ts";
import { limits } from "../../config/limits.ts";
import { badRequest, tooLarge, tryLater, type Refusal } from "../refusal.ts";
import type { Checksum } from "./upload-headers.ts";
import { takeOver, type UploadContext } from "./upload-request.ts";

/** So often the free disk is looked at while an upload arrives. */
const bytesPerLook = 32 * 1024 * 1024;

/**
 * Receives what a request brings of an upload, and answers how far it is now. What arrived before a connection broke is kept
 * durably: this is what resuming starts from. `undefined`: the client went away.
 */
export async function receiveChunk(
  request: IncomingMessage,
  upload: StoredUpload,
  context: UploadContext,
  checksum: Checksum | null,
): Promise<number | Refusal | undefined> {
  const room = (upload.length ?? limits.uploadBytes) - upload.offset;
  if (Number(request.headers["content-length"] ?? 0) > room) return overflow(upload);
  await takeOver(context, upload.id);
  if (context.busy.size >= limits.uploadsAtOnce) return tryLater("as many uploads as there may be are being received", "busy", 5);
  const stopping = new AbortController();
  const finished = Promise.withResolvers<void>();
  context.busy.set(upload.id, { stop: () => stopping.abort(), done: finished.promise });
  try {
    return await new ChunkReception(request, upload, context, stopping.signal).run(room, checksum);
  } finally {
    context.busy.delete(upload.id);
    finished.resolve();
  }
}

class ChunkReception {
  readonly #request: IncomingMessage;
  readonly #upload: StoredUpload;
  readonly #context: UploadContext;
  readonly #stopping: AbortSignal;

  constructor(request: IncomingMessage, upload: StoredUpload, context: UploadContext, stopping: AbortSignal) {
    this.#request = request;
    this.#upload = upload;
    this.#context = context;
    this.#stopping = stopping;
  }

  async run(room: number, checksum: Checksum | null): Promise<number | Refusal | undefined> {
    const append = await this.#context.uploads.append(this.#upload);
    const hash = checksum === null ? null : createHash(checksum.algorithm);
    let received = 0;
    let end: Refusal | "whole" | "broken";
    try {
      end = await this.#receive(room, async (piece) => {
        hash?.update(piece);
        await append.write(piece);
        received += piece.length;
      });
    } catch (error) {
      await append.keep().catch(() => undefined);
      throw error;
    }
    // Of a piece that was not all there nobody can say whether it is right; and what is too long belongs to another file.
    const isWrong = end === "whole" && hash !== null && !hash.digest().equals(checksum?.digest ?? Buffer.alloc(0));
    if (isWrong || (end !== "whole" && hash !== null) || (typeof end === "object" && end.status === 413)) await append.undo();
    else await append.keep();
    if (isWrong) return { status: 460, detail: "the bytes that arrived do not have this Upload-Checksum", outcome: "invalid", reason: "checksum_mismatch" };
    if (end === "broken") return undefined;
    return end === "whole" ? this.#upload.offset + received : end;
  }

  async #receive(room: number, keep: (piece: Uint8Array) => Promise<void>): Promise<Refusal | "whole" | "broken"> {
    const { slowBodies, clock, pressure } = this.#context;
    const stopped = Promise.withResolvers<Refusal>();
    const receiving = slowBodies.watch(() => stopped.resolve(timedOut));
    this.#stopping.addEventListener("abort", () => stopped.resolve(takenOver));
    // The request is answered also after the last piece that is taken.
    const pieces: AsyncIterator<Buffer, undefined> = this.#request.iterator({ destroyOnReturn: false });
    let received = 0;
    let lookAt = bytesPerLook;
    try {
      for (;;) {
        const next = await Promise.race([pieces.next(), stopped.promise]);
        if ("status" in next) return next;
        if (next.done === true) return this.#request.complete ? "whole" : "broken";
        receiving.progressAt = clock.now();
        received += next.value.length;
        if (received > room) return await ended(pieces, overflow(this.#upload));
        await keep(next.value);
        if (received < lookAt) continue;
        lookAt = received + bytesPerLook;
        const full = pressure();
        if (full?.reason === "backpressure_disk") return await ended(pieces, { ...tryLater(full.detail, full.reason, full.retryAfterSeconds), status: 503 });
      }
    } catch (error) {
      if (this.#request.destroyed && !this.#request.complete) return "broken";
      throw error;
    } finally {
      slowBodies.done(receiving);
    }
  }
}

async function ended<T>(pieces: AsyncIterator<Buffer, undefined>, result: T): Promise<T> {
  await pieces.return?.();
  return result;
}

const timedOut: Refusal = { status: 408, detail: "the bytes stopped coming", outcome: "invalid", reason: "timeout" };
const takenOver: Refusal = { status: 409, detail: "another request goes on with this upload", outcome: "invalid", reason: "invalid_tus" };

function overflow({ length, offset }: StoredUpload): Refusal {
  if (length === null) return tooLarge("attachment", limits.uploadBytes);
  return { ...badRequest(`there are more bytes than the ${length - offset} that are missing of ${length}`, "invalid_tus"), status: 413 };
}
