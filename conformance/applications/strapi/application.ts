import fs from "node:fs";
import path from "node:path";
import { freePort, run } from "../../../server/test/harness.ts";
import { pick } from "../../../server/test/json-path.ts";
import { type Application, runningAt } from "../../application.ts";
import { succeeded } from "../../ecosystem.ts";
import { entry, exceptions, frames, tag } from "../../event-parts.ts";
import { expectEqual, expectTrue } from "../../expect.ts";

const example = path.resolve(import.meta.dirname, "../../../examples/strapi");
const plugin = "@strapi/plugin-sentry";
const version = "5.54.0";

/** The example application with the official plugin in place of ours. */
export const strapi = {
  name: `Strapi 5 (${plugin})`,
  tasks: {
    "error of a controller, with request and Strapi's tags": async (site) => {
      const { status } = await site.get("/api/health/error/7?page=2");
      const event = await site.event("TypeError: no such shelf");
      return [
        ...expectEqual("status", status, 500),
        ...expectEqual("value", pick(exceptions(event).at(-1), "value"), "no such shelf"),
        ...expectEqual("transaction", tag(event, "transaction"), "GET /api/health/error/:id"),
        ...expectEqual("method", tag(event, "method"), "GET"),
        ...expectEqual("strapi_version", tag(event, "strapi_version"), version),
        ...expectEqual("release", tag(event, "release"), "articles@1.4.0"),
        ...expectEqual("query", pick(entry(event, "request"), "query"), [["page", "2"]]),
        ...expectTrue("the last frame is not the controller's", String(pick(frames(event).at(-1), "filename")).endsWith("health.js")),
      ];
    },
    "error sent by hand through the plugin's service": async (site) => {
      const { text } = await site.get("/api/health/sent");
      const event = await site.event("Error: sent by hand");
      return [...expectEqual("answer", text, '{"did":"sent an error"}'), ...expectEqual("tag by", tag(event, "by"), "hand")];
    },
    "errors answered with 4xx, which this plugin reports, too": async (site) => {
      const { status } = await site.get("/api/health/invalid");
      const event = await site.event(/the shelf is full/);
      return [...expectEqual("status", status, 400), ...expectEqual("type", pick(exceptions(event).at(-1), "type"), "ValidationError")];
    },
  },
  async prepare(work) {
    const app = path.join(work, "app");
    for (const name of ["config", "src", "package.json", "start.js"]) fs.cpSync(path.join(example, name), path.join(app, name), { recursive: true });
    fs.mkdirSync(path.join(app, "public/uploads"), { recursive: true });
    const install = ["install", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", `${plugin}@${version}`];
    succeeded("npm install", await run("npm", install, { cwd: app, timeout: 1_200_000 }));
    return {
      version,
      async start(dsn) {
        const port = String(await freePort());
        const env = {
          PORT: port,
          NODE_ENV: "development",
          SENTRY_DSN: dsn,
          SENTRY_PLUGIN: `./node_modules/${plugin}`,
          GRAPHQL: "false",
          DATABASE_FILENAME: ":memory:",
        };
        return runningAt(`http://127.0.0.1:${port}`, [{ file: process.execPath, args: ["start.js"], cwd: app, env }]);
      },
    };
  },
} as const satisfies Application;
