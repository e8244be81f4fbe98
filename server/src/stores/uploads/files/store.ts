import { randomUUID } from "node:crypto";
import fs, { type FileHandle } from "node:fs/promises";
import type { ListedUpload, StoredUpload, Upload, UploadAppend, UploadStore, WaitingUploads } from "../port.ts";
import { bytesFile, noteFile, readNote } from "./note.ts";
import { isGenuine, locationOf, readSecret } from "./signature.ts";
import { attempt, isMissing, openWaitingUploads } from "./waiting.ts";

/** What is promised is looked for on the disk this often; in between, what is created is added. */
const promiseMs = 10_000;

/** Opens `folder`, for which there is a secret. There may be one such process at a time. `below`: the path that the server is reached under. */
export function openUploadStore(folder: string, below = ""): UploadStore {
  return new FileUploadStore(folder, readSecret(folder), below);
}

class FileUploadStore implements UploadStore {
  readonly #folder: string;
  readonly #waiting: WaitingUploads;
  readonly #secret: Buffer;
  readonly #below: string;
  #promise: { readonly lookedAt: number; bytes: number } | undefined;

  constructor(folder: string, secret: Buffer, below: string) {
    this.#folder = folder;
    this.#waiting = openWaitingUploads(folder);
    this.#secret = secret;
    this.#below = below;
  }

  create(upload: Omit<Upload, "id">): Promise<StoredUpload> {
    return this.#attempt(async () => {
      const created = { ...upload, id: randomUUID().replaceAll("-", "") };
      // The note last: what is found has its bytes.
      await using file = await fs.open(bytesFile(this.#folder, created.id), "wx", 0o600);
      await file.sync();
      await this.#writeNote(created);
      this.#addPromise(created.length);
      return { ...created, offset: 0 };
    });
  }

  find(projectId: number, id: string): Promise<StoredUpload | undefined> {
    return this.#attempt(async () => {
      const note = readNote(this.#folder, id);
      if (note?.projectId !== projectId) return undefined;
      try {
        await using file = await fs.open(bytesFile(this.#folder, id), "r+");
        // What a process wrote that was killed is there, but maybe not for good: the client will not send it again.
        await file.datasync();
        return { ...note, offset: (await file.stat()).size };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    });
  }

  setLength(upload: Upload, length: number): Promise<void> {
    return this.#attempt(async () => {
      await this.#writeNote({ ...upload, length });
      this.#addPromise(length);
    });
  }

  append({ id, offset }: StoredUpload): Promise<UploadAppend> {
    return this.#attempt(async () => {
      const file = await fs.open(bytesFile(this.#folder, id), "r+");
      return new FileAppend(file, offset, (work) => this.#attempt(work));
    });
  }

  remove(id: string): Promise<void> {
    return this.#waiting.remove(id);
  }

  list(): Promise<readonly ListedUpload[]> {
    return this.#waiting.list();
  }

  async promisedBytes(now: number): Promise<number> {
    if (this.#promise === undefined || now - this.#promise.lookedAt >= promiseMs) {
      const missing = (await this.list()).map(({ length, offset }) => (length === null ? 0 : length - offset));
      this.#promise = { lookedAt: now, bytes: missing.reduce((sum, bytes) => sum + bytes, 0) };
    }
    return this.#promise.bytes;
  }

  locationOf(upload: Upload): string {
    return `${this.#below}${locationOf(this.#secret, upload)}`;
  }

  isGenuine(projectId: number, id: string, query: string): boolean {
    return isGenuine(this.#secret, projectId, id, query);
  }

  /** Whole or not at all, and durable with its name. */
  async #writeNote({ id, projectId, keyId, length, metadata, createdAt }: Upload): Promise<void> {
    const file = noteFile(this.#folder, id);
    await fs.writeFile(`${file}.part`, JSON.stringify({ id, projectId, keyId, length, metadata, createdAt }), { flush: true, mode: 0o600 });
    await fs.rename(`${file}.part`, file);
    await using folder = await fs.open(this.#folder, "r");
    await folder.sync();
  }

  #addPromise(length: number | null): void {
    if (this.#promise !== undefined) this.#promise.bytes += length ?? 0;
  }

  #attempt<T>(work: () => Promise<T>): Promise<T> {
    return attempt(this.#folder, work);
  }
}

class FileAppend implements UploadAppend {
  readonly #file: FileHandle;
  readonly #start: number;
  readonly #attempt: <T>(work: () => Promise<T>) => Promise<T>;
  #at: number;

  constructor(file: FileHandle, start: number, attempt: <T>(work: () => Promise<T>) => Promise<T>) {
    this.#file = file;
    this.#start = start;
    this.#at = start;
    this.#attempt = attempt;
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#attempt(async () => {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done, this.#at);
        done += bytesWritten;
        this.#at += bytesWritten;
      }
    });
  }

  keep(): Promise<void> {
    return this.#close(() => this.#file.datasync());
  }

  undo(): Promise<void> {
    return this.#close(() => this.#file.truncate(this.#start));
  }

  #close(last: () => Promise<void>): Promise<void> {
    return this.#attempt(async () => {
      try {
        await last();
      } finally {
        await this.#file.close();
      }
    });
  }
}
