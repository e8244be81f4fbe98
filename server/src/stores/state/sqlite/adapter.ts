/** The embedded state store: one SQLite file. */
export { inspectState } from "./inspect.ts";
export { migrateState } from "./migrate.ts";
export { openStateReader } from "./reader.ts";
export { openStateWriter } from "./writer.ts";
