import { Database } from "./database.ts";
import { text } from "./row.ts";

/** Reads a database that may be damaged: what throws becomes a fault. */
export function inspectFile<T>(file: string, work: (database: Database) => T): { readonly found: T } | { readonly fault: string } {
  let database: Database | undefined;
  try {
    database = new Database(file, { readOnly: true, cacheBytes: 8 * 1024 * 1024 });
    return { found: work(database) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  } finally {
    database?.close();
  }
}

/** What SQLite says of the file's structure; `thorough` holds indexes against their tables, too. At most a hundred. */
export function integrityFaults(database: Database, thorough: boolean): readonly string[] {
  const check = thorough ? "integrity_check" : "quick_check";
  return database.all(`pragma ${check}`).flatMap((row) => {
    const said = text(row, check);
    return said === "ok" ? [] : said.split("\n");
  });
}
