import path from "node:path";
import { cleanEnvironment, run } from "../../../server/test/harness.ts";
import { type Ecosystem, succeeded } from "../../ecosystem.ts";

const folder = import.meta.dirname;

/** One column for each major version that programs out there still use. Pinned, so that a difference is ours. */
export function node(version: string): Ecosystem {
  return {
    sdk: "@sentry/node",
    scenarios: { exception: "exception", unhandled: "unhandled", message: "message", breadcrumbs: "breadcrumbs", scope: "scope", attachment: "attachment" },
    async prepare(work) {
      const install = ["install", "--prefix", work, "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", `@sentry/node@${version}`];
      succeeded("npm install", await run("npm", install, { timeout: 300_000 }));
      const program = path.join(folder, "program.mjs");
      return {
        version,
        run: (scenario, dsn) => run(process.execPath, [program, scenario], { env: cleanEnvironment({ DSN: dsn, SDK_FOLDER: path.resolve(work) }) }),
      };
    },
  };
}
