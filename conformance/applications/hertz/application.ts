import path from "node:path";
import { freePort, run } from "../../../server/test/harness.ts";
import { listAt, pick } from "../../../server/test/json-path.ts";
import { type Application, runningAt } from "../../application.ts";
import { succeeded } from "../../ecosystem.ts";
import { entry, exceptions, frames, tag } from "../../event-parts.ts";
import { expectEqual, expectTrue } from "../../expect.ts";
import { requestsWithOwnHubs } from "../own-hubs.ts";

const folder = import.meta.dirname;
/** The checksum database does not know the only release that the module proxy has; go.sum pins it all the same. */
const environment = { ...process.env, GONOSUMDB: "github.com/hertz-contrib/hertzsentry", GOFLAGS: "-mod=readonly" };

export const hertz = {
  name: "Hertz (hertzsentry on sentry-go)",
  tasks: {
    "panic with an error: chain, request head and body": async (site) => {
      const { status } = await site.get("/panic-error?page=2", {
        method: "POST",
        body: '{"order":"A-17"}',
        headers: { "content-type": "application/json", "x-tenant": "acme" },
      });
      const event = await site.event(/checkout failed/);
      return [
        ...expectEqual("status", status, 500),
        ...expectEqual("level", tag(event, "level"), "fatal"),
        ...expectEqual("release", tag(event, "release"), "shop@1.4.0"),
        ...expectTrue(
          "the cause is missing",
          exceptions(event).some((exception) => pick(exception, "value") === "quantity -1 out of range"),
        ),
        ...expectTrue("no frames", frames(event).length > 0),
        ...expectEqual("method", pick(entry(event, "request"), "method"), "POST"),
        ...expectEqual("query", pick(entry(event, "request"), "query"), [["page", "2"]]),
        ...expectTrue(
          "header X-Tenant is missing",
          listAt(entry(event, "request"), "headers").some((pair) => String(pick(pair, 0)).toLowerCase() === "x-tenant" && pick(pair, 1) === "acme"),
        ),
        ...expectTrue("the body is missing", JSON.stringify(pick(entry(event, "request"), "data")).includes("A-17")),
      ];
    },
    "panic with a text": async (site) => {
      const { status } = await site.get("/panic-text");
      const event = await site.event("the till is on fire");
      return [...expectEqual("status", status, 500), ...expectEqual("level", tag(event, "level"), "fatal")];
    },
    "50 requests at once, each with its own hub": requestsWithOwnHubs(50),
  },
  async prepare(work) {
    const binary = path.join(work, process.platform === "win32" ? "hertz.exe" : "hertz");
    succeeded("go build", await run("go", ["build", "-o", binary, "."], { cwd: folder, timeout: 600_000, env: environment }));
    const list = ["list", "-m", "-f", "{{.Version}}", "github.com/hertz-contrib/hertzsentry", "github.com/getsentry/sentry-go"];
    const [plugin = "", sdk = ""] = succeeded("go list", await run("go", list, { cwd: folder, env: environment }))
      .trim()
      .split("\n");
    return {
      version: `${plugin.replace("v", "")} on ${sdk.replace("v", "")}`,
      async start(dsn) {
        const address = `127.0.0.1:${await freePort()}`;
        return runningAt(`http://${address}`, [{ file: binary, args: [address], cwd: folder, env: { SENTRY_DSN: dsn } }]);
      },
    };
  },
} as const satisfies Application;
