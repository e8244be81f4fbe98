/** The embedded state store: one SQLite file. */
export { migrateState } from "./migrate.ts";
export { openStateReader } from "./reader.ts";
export { openStateWriter } from "./writer.ts";
