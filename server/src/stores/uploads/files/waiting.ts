import fs from "node:fs/promises";
import { StoreUnavailable } from "../../store-unavailable.ts";
import type { ListedUpload, WaitingUploads } from "../port.ts";
import { bytesFile, isUploadId, noteFile, readNote } from "./note.ts";

/** What waits in `folder`, for any process that may write there. A folder that is not there holds none. */
export function openWaitingUploads(folder: string): WaitingUploads {
  return {
    list: () => attempt(folder, () => list(folder)),
    remove: (id) =>
      attempt(folder, async () => {
        // The note first: what is not found is not appended to.
        await fs.rm(noteFile(folder, id), { force: true });
        await fs.rm(bytesFile(folder, id), { force: true });
      }),
  };
}

/** What the disk refuses is a refusal of the store. */
export async function attempt<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw StoreUnavailable.from(error, `writing an upload in ${folder}`);
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

async function list(folder: string): Promise<readonly ListedUpload[]> {
  const uploads: ListedUpload[] = [];
  for (const name of await fs.readdir(folder).catch((error: unknown) => (isMissing(error) ? [] : Promise.reject(error)))) {
    const [id = "", kind] = name.split(".");
    const note = kind === "bin" && isUploadId(id) ? readNote(folder, id) : undefined;
    const stats = kind === "bin" ? await fs.stat(bytesFile(folder, id)).catch(() => undefined) : undefined;
    if (stats === undefined) continue;
    // Bytes without a note are of one that was being created or removed when the process ended.
    const nameless = { id, projectId: 0, keyId: 0, length: null, metadata: "", createdAt: stats.mtimeMs };
    if (isUploadId(id)) uploads.push({ ...(note ?? nameless), offset: stats.size, isSpent: stats.nlink > 1 || note === undefined });
  }
  return uploads;
}
