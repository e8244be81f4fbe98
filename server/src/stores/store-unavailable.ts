/** The disk is full or failing, or the database is locked. What was asked for did not happen; asking again later may work. */
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
};

/** Primary result codes of SQLite (https://sqlite.org/rescode.html). */
const sqliteReasons: Readonly<Record<number, string>> = {
  5: "the database is locked by another process",
  8: "the database is read-only",
  10: "the disk is full or reports an error",
  13: "the disk is full",
};

function reasonOf(error: Error): string | undefined {
  if ("errcode" in error && typeof error.errcode === "number") return sqliteReasons[error.errcode & 0xff];
  return "code" in error && typeof error.code === "string" ? systemReasons[error.code] : undefined;
}
