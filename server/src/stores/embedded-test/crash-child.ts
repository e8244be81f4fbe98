import { commitNext, openWriters } from "./commits.ts";

/** Commits until it is killed, and says what it has committed. */
const stores = await openWriters(process.argv[2] ?? "");
for (;;) {
  const seq = await commitNext(stores);
  process.stdout.write(`${seq}\n`);
}
