/**
 * The disk is full or failing, or the database is locked or damaged: nothing that other data would change. What was asked
 * for did not happen; asking again later may work.
 */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";

  /** An error of the operating system or of SQLite about space or devices becomes this one; any other stays as it is. */
  static from(error: unknown, doing: string): unknown {
    if (!(error instanceof Error)) return error;
    const reason = reasonOf(error);
    return reason === undefined ? error : new StoreUnavailable(`${doing}: ${reason}`, { cause: error });
  }
}

const systemReasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EROFS: "the file system is read-only",
  EIO: "the disk reports an error",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open on this machine",
  ENOMEM: "the memory is used up",
  EACCES: "access is denied",
  EPERM: "access is denied",
  ENOENT: "the folder is gone",
};

/** Primary result codes of SQLite (https://sqlite.org/rescode.html). */
const sqliteReasons: Readonly<Record<number, string>> = {
  5: "the database is locked by another process",
  6: "the database is locked",
  7: "the memory is used up",
  8: "the database is read-only",
  10: "the disk is full or reports an error",
  11: "the database is damaged",
  13: "the disk is full",
  14: "the database cannot be opened",
  15: "the database is locked by another process",
  26: "the file is no database",
};

function reasonOf(error: Error): string | undefined {
  if ("errcode" in error && typeof error.errcode === "number") return sqliteReasons[error.errcode & 0xff];
  return "code" in error && typeof error.code === "string" ? systemReasons[error.code] : undefined;
}
