import fs from "node:fs";
import path from "node:path";
import { cleanEnvironment, run } from "../../../server/test/harness.ts";
import type { Client } from "../../client.ts";
import { succeeded } from "../../ecosystem.ts";
import { tasks } from "./tasks.ts";

export const sentryCli = {
  name: "sentry-cli",
  versions: ["2.58.6", "3.8.0"],
  tasks,
  async prepare(version, work) {
    // The binary comes in a package of its platform; the install script would only download it once more.
    const install = ["install", "--prefix", work, "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", `@sentry/cli@${version}`];
    succeeded("npm install", await run("npm", install, { timeout: 300_000 }));
    const home = path.join(work, "home");
    return (args, environment) => {
      // `login` stores a token here.
      fs.rmSync(home, { recursive: true, force: true });
      fs.mkdirSync(home, { recursive: true });
      return run(process.execPath, [path.join(work, "node_modules/@sentry/cli/bin/sentry-cli"), ...args], {
        cwd: home,
        env: cleanEnvironment({ HOME: home, USERPROFILE: home, RUST_BACKTRACE: "0", ...environment }),
      });
    };
  },
} as const satisfies Client;
