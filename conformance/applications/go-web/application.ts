import path from "node:path";
import { freePort, run } from "../../../server/test/harness.ts";
import { pick } from "../../../server/test/json-path.ts";
import { type Application, runningAt } from "../../application.ts";
import { succeeded } from "../../ecosystem.ts";
import { entry, exceptions, tag } from "../../event-parts.ts";
import { expectEqual, expectTrue } from "../../expect.ts";
import { spansNamed } from "../spans.ts";

const folder = import.meta.dirname;

export const goWeb = {
  name: "net/http and gin (sentry-go)",
  tasks: {
    "net/http: panic with its cause, and the 500 or hang-up of the server": async (site) => {
      await site.get("/orders/7/panic").catch(() => undefined);
      const event = await site.event(/order failed/);
      return [
        ...expectEqual("level", tag(event, "level"), "fatal"),
        ...expectEqual("method", pick(entry(event, "request"), "method"), "GET"),
        ...expectTrue(
          "the cause is missing",
          exceptions(event).some((exception) => pick(exception, "value") === "no stock"),
        ),
      ];
    },
    "net/http: captured in a request's hub": async (site) => {
      const { text } = await site.get("/orders/7/captured");
      const event = await site.event(/captured in net\/http/);
      return [...expectEqual("id that the SDK gave", pick(event, "id"), text), ...expectEqual("tag order", tag(event, "order"), "7")];
    },
    "net/http: transaction and span": async (site) => {
      const [span] = await spansNamed(site, "SELECT order");
      const [root] = await spansNamed(site, "GET /orders/{id}/captured");
      return [...expectEqual("op", pick(span, "span.op"), "db.query"), ...expectEqual("trace", pick(span, "trace"), pick(root, "trace"))];
    },
    "gin: panic answered with 500 by its recovery": async (site) => {
      const { status } = await site.get("/gin/items/7/panic");
      const event = await site.event(/gin is out/);
      return [...expectEqual("status", status, 500), ...expectEqual("level", tag(event, "level"), "fatal")];
    },
    "gin: captured in a request's hub, with its transaction": async (site) => {
      const { text } = await site.get("/gin/items/7/captured");
      const event = await site.event(/captured in gin/);
      const [root] = await spansNamed(site, "GET /gin/items/:id/captured");
      return [
        ...expectEqual("id that the SDK gave", pick(event, "id"), text),
        ...expectEqual("tag item", tag(event, "item"), "7"),
        ...expectEqual("trace", pick(root, "trace"), pick(event, "contexts", "trace", "trace_id")),
      ];
    },
  },
  async prepare(work) {
    const binary = path.join(work, process.platform === "win32" ? "go-web.exe" : "go-web");
    succeeded("go build", await run("go", ["build", "-o", binary, "."], { cwd: folder, timeout: 600_000 }));
    const version = succeeded("go list", await run("go", ["list", "-m", "-f", "{{.Version}}", "github.com/getsentry/sentry-go"], { cwd: folder }));
    return {
      version: version.trim().replace("v", ""),
      async start(dsn) {
        const address = `127.0.0.1:${await freePort()}`;
        return runningAt(`http://${address}`, [{ file: binary, args: [address], cwd: folder, env: { SENTRY_DSN: dsn } }]);
      },
    };
  },
} as const satisfies Application;
