import path from "node:path";
import { cleanEnvironment, run } from "../../../server/test/harness.ts";
import { type Ecosystem, succeeded } from "../../ecosystem.ts";

const folder = import.meta.dirname;

export const go = {
  sdk: "Go sentry-go",
  scenarios: {
    exception: "exception",
    unhandled: "unhandled",
    message: "message",
    breadcrumbs: "breadcrumbs",
    scope: "scope",
    attachment: "attachment",
    request: "request",
  },
  async prepare(work) {
    const binary = path.join(work, process.platform === "win32" ? "program.exe" : "program");
    // The sources stay where they are, so that frames can show their lines.
    succeeded("go build", await run("go", ["build", "-o", binary, "."], { cwd: folder, timeout: 600_000 }));
    const version = succeeded("go list", await run("go", ["list", "-m", "-f", "{{.Version}}", "github.com/getsentry/sentry-go"], { cwd: folder })).trim();
    return { version: version.replace(/^v/, ""), run: (scenario, dsn) => run(binary, [scenario], { env: cleanEnvironment({ DSN: dsn }) }) };
  },
} as const satisfies Ecosystem;
