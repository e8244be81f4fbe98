import { installDatabases, postgresFolder, redisServer } from "./databases.ts";

installDatabases();
const missing = [...(redisServer() === undefined ? ["redis-server"] : []), ...(postgresFolder() === undefined ? ["PostgreSQL"] : [])];
if (missing.length > 0) {
  console.error(`The tests of the SDK need ${missing.join(" and ")}. Install that with your system's package manager and run the tests again.`);
  process.exit(1);
}
