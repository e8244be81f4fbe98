import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync, rmSync } from "node:fs";
import type { FindUpload, FoundUpload, SpentUploads, Upload } from "../port.ts";
import { bytesFile, noteFile, readNote } from "./note.ts";
import { isGenuine, readLocation, readSecret } from "./signature.ts";

const pieceBytes = 1024 * 1024;

/** For threads that process what refers to uploads. */
export function openUploadFinder(folder: string): FindUpload {
  const secret = readSecret(folder);
  return (projectId, location) => {
    const place = readLocation(location);
    if (place === undefined) return { problem: "the location is no address of an upload" };
    // Another project's is as good as none: the signature would not tell.
    if (place.projectId !== projectId || !isGenuine(secret, place.projectId, place.id, place.query))
      return { problem: "the location was not given out by this server for this project" };
    const upload = readNote(folder, place.id);
    return upload === undefined ? gone : measure(folder, upload);
  };
}

const gone = { problem: "the upload is not there: it expired, or another item took it" } as const;

function measure(folder: string, { id, length, metadata }: Upload): FoundUpload | { readonly problem: string } {
  const file = bytesFile(folder, id);
  let handle: number;
  try {
    handle = openSync(file, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return gone;
    throw error;
  }
  try {
    const { size } = fstatSync(handle);
    if (size !== length) return { problem: `the upload is not complete: ${size} of ${length ?? "an unknown number of"} bytes are there` };
    return { id, size, sha1: sha1Of(handle, size), metadata, head: (maxBytes) => headOf(file, Math.min(maxBytes, size)) };
  } finally {
    closeSync(handle);
  }
}

function sha1Of(handle: number, size: number): string {
  const sha1 = createHash("sha1");
  const piece = Buffer.allocUnsafe(Math.min(pieceBytes, Math.max(size, 1)));
  for (let at = 0; at < size;) {
    const read = readSync(handle, piece, 0, piece.length, at);
    if (read === 0) break;
    sha1.update(piece.subarray(0, read));
    at += read;
  }
  return sha1.digest("hex");
}

function headOf(file: string, length: number): Uint8Array {
  const bytes = Buffer.alloc(length);
  const handle = openSync(file, "r");
  try {
    let done = 0;
    while (done < length) {
      const read = readSync(handle, bytes, done, length - done, done);
      if (read === 0) break;
      done += read;
    }
    return bytes.subarray(0, done);
  } finally {
    closeSync(handle);
  }
}

/** For the thread that commits. */
export function openSpentUploads(folder: string): SpentUploads {
  return {
    fileOf: (id) => bytesFile(folder, id),
    remove: (ids) => {
      for (const id of ids) for (const file of [noteFile(folder, id), bytesFile(folder, id)]) rmSync(file, { force: true });
    },
  };
}
