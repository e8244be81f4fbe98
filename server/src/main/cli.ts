import { readSettings } from "../config/settings.ts";
import { createProgram } from "../cli/program.ts";
import { systemClock } from "../platform/clock.ts";
import { version } from "./version.ts";

// The `vedette` command. The server is loaded only by `vedette serve` and the stores only by commands that read them: the
// others start fast, and the server's main thread never holds a database driver.

const program = createProgram({
  settings: () => readSettings(process.env),
  openStores: async (settings, mayMake) => {
    const { openStores } = await import("./open-stores.ts");
    return openStores(settings, mayMake);
  },
  inspectFolder: async (settings) => {
    const { inspectFolder } = await import("./inspect-folder.ts");
    return inspectFolder(settings);
  },
  serve: async (settings) => {
    const { serve } = await import("./serve.ts");
    await serve(settings);
  },
  stdin: async () => Buffer.concat(await process.stdin.toArray()).toString("utf8"),
  print: (text) => process.stdout.write(`${text}\n`),
  printError: (text) => process.stderr.write(`${text}\n`),
  clock: systemClock,
  version,
});
process.exitCode = await program.run(process.argv.slice(2));
// A server that could not start (its port is in use, say) leaves threads, which would hold the process and the data folder for ever.
if (process.exitCode !== 0) process.stderr.write("", () => process.exit());
