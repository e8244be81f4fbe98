import path from "node:path";
import { cleanEnvironment, run } from "../../../server/test/harness.ts";
import { type Ecosystem, succeeded } from "../../ecosystem.ts";

const folder = import.meta.dirname;

/** From Debian's packages (`apt-get install ruby ruby-sentry-ruby`): a version of 2022, as old systems have it. */
export const ruby = {
  sdk: "Ruby sentry-ruby",
  scenarios: { exception: "exception", locals: "exception", message: "message", breadcrumbs: "breadcrumbs", scope: "scope" },
  async prepare() {
    const version = succeeded("ruby with sentry-ruby", await run("ruby", ["-e", 'require "sentry-ruby"; print Sentry::VERSION']));
    return { version, run: (scenario, dsn) => run("ruby", [path.join(folder, "program.rb"), scenario], { env: cleanEnvironment({ DSN: dsn }) }) };
  },
} as const satisfies Ecosystem;
