import { once } from "node:events";
import type { Settings } from "../config/settings.ts";
import { createLogger } from "../platform/logging/logger.ts";
import { compose } from "./compose.ts";

/** Runs the server until SIGTERM or SIGINT; then ends the process with 0 once everything accepted is safe. */
export async function serve(settings: Settings): Promise<void> {
  const logger = createLogger(settings.logLevel);
  const told = Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
  const onFatal = (what: string): void => {
    logger.error(`${what}; the server ends. What was accepted is in the log and is processed at the next start.`);
    process.exit(1);
  };
  // Rejections that nobody handles arrive here as well. Whoever waits for an answer to what was forgotten would wait for ever.
  process.on("uncaughtException", (error: unknown) =>
    onFatal(`a fault that nobody caught: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
  );
  const server = await compose({ settings, logger, onFatal });
  process.stdout.write(`Vedette is ready at ${server.publicUrl}\n`);
  if (server.firstRun !== undefined) {
    process.stdout.write(`\n  Sign in (once, within a day):  ${server.firstRun.signInUrl}\n  DSN of the first project:      ${server.firstRun.dsn}\n\n`);
  }
  await told;
  await server.stop();
  // What still holds the process (a drain that was given up, ports of ended threads) holds nothing that is not on disk.
  process.exit(0);
}
