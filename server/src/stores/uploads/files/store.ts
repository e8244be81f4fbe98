import { randomUUID } from "node:crypto";
import fs, { type FileHandle } from "node:fs/promises";
import { StoreUnavailable } from "../../store-unavailable.ts";
import type { ListedUpload, StoredUpload, Upload, UploadAppend, UploadStore } from "../port.ts";
import { bytesFile, isUploadId, noteFile, readNote } from "./note.ts";
import { isGenuine, locationOf, readSecret } from "./signature.ts";

/** Opens `folder`, for which there is a secret. There may be one such process at a time. `below`: the path that the server is reached under. */
export function openUploadStore(folder: string, below = ""): UploadStore {
  return new FileUploadStore(folder, readSecret(folder), below);
}

class FileUploadStore implements UploadStore {
  readonly #folder: string;
  readonly #secret: Buffer;

  readonly #below: string;

  constructor(folder: string, secret: Buffer, below: string) {
    this.#folder = folder;
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
    return this.#attempt(() => this.#writeNote({ ...upload, length }));
  }

  append({ id, offset }: StoredUpload): Promise<UploadAppend> {
    return this.#attempt(async () => {
      const file = await fs.open(bytesFile(this.#folder, id), "r+");
      return new FileAppend(file, offset, (work) => this.#attempt(work));
    });
  }

  remove(id: string): Promise<void> {
    return this.#attempt(async () => {
      // The note first: what is not found is not appended to.
      await fs.rm(noteFile(this.#folder, id), { force: true });
      await fs.rm(bytesFile(this.#folder, id), { force: true });
    });
  }

  list(): Promise<readonly ListedUpload[]> {
    return this.#attempt(async () => {
      const uploads: ListedUpload[] = [];
      for (const name of await fs.readdir(this.#folder)) {
        const [id = "", kind] = name.split(".");
        const note = kind === "bin" && isUploadId(id) ? readNote(this.#folder, id) : undefined;
        const stats = kind === "bin" ? await fs.stat(bytesFile(this.#folder, id)).catch(() => undefined) : undefined;
        if (stats === undefined) continue;
        // Bytes without a note are of one that was being created or removed when the process ended.
        const nameless = { id, projectId: 0, keyId: 0, length: null, metadata: "", createdAt: stats.mtimeMs };
        if (isUploadId(id)) uploads.push({ ...(note ?? nameless), offset: stats.size, isSpent: stats.nlink > 1 || note === undefined });
      }
      return uploads;
    });
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

  async #attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw StoreUnavailable.from(error, `writing an upload in ${this.#folder}`);
    }
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

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
