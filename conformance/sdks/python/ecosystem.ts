import path from "node:path";
import { cleanEnvironment, run } from "../../../server/test/harness.ts";
import { type Ecosystem, succeeded } from "../../ecosystem.ts";

const folder = import.meta.dirname;

export const python = {
  sdk: "Python sentry-sdk",
  scenarios: {
    exception: "exception",
    locals: "exception",
    unhandled: "unhandled",
    thread: "thread",
    message: "message",
    logging: "logging_integration",
    breadcrumbs: "breadcrumbs",
    scope: "scope",
    attachment: "attachment",
    request: "request",
  },
  async prepare(work) {
    const venv = path.join(work, "venv");
    const interpreter = path.join(venv, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
    const minutes = { timeout: 300_000 };
    succeeded("python3 -m venv", await run("python3", ["-m", "venv", venv], minutes));
    succeeded(
      "pip install",
      await run(interpreter, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", path.join(folder, "requirements.txt")], minutes),
    );
    const version = succeeded("sentry_sdk.VERSION", await run(interpreter, ["-c", "import sentry_sdk; print(sentry_sdk.VERSION)"])).trim();
    return { version, run: (scenario, dsn) => run(interpreter, [path.join(folder, "program.py"), scenario], { env: cleanEnvironment({ DSN: dsn }) }) };
  },
} as const satisfies Ecosystem;
