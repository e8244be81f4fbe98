import { existsSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Holds `folder` for one server process. SQLite's lock is the operating system's, so it ends with the process however that
 * ends, and there is no stale file to judge. Throws `FolderInUse` when another process holds it.
 */
export function lockFolder(folder: string): { release(): void } {
  const database = new DatabaseSync(path.join(folder, "server.lock"));
  try {
    database.exec("pragma busy_timeout = 0; begin exclusive");
  } catch {
    database.close();
    throw new FolderInUse(folder);
  }
  return { release: () => database.close() };
}

export class FolderInUse extends Error {
  override readonly name = "FolderInUse";
  constructor(folder: string) {
    super(`Another Vedette server uses ${folder}. Stop it first, or name another folder in VEDETTE_DATA.`);
  }
}

/** Whether a server process holds `folder`. Makes nothing there. */
export function isFolderLocked(folder: string): boolean {
  if (!existsSync(path.join(folder, "server.lock"))) return false;
  try {
    lockFolder(folder).release();
    return false;
  } catch (error) {
    if (error instanceof FolderInUse) return true;
    throw error;
  }
}
