import path from "node:path";
import { freePort, run } from "../../../server/test/harness.ts";
import { pick } from "../../../server/test/json-path.ts";
import { type Application, runningAt } from "../../application.ts";
import { succeeded } from "../../ecosystem.ts";
import { entry, exceptions, tag } from "../../event-parts.ts";
import { expectEqual, expectTrue } from "../../expect.ts";
import { requestsWithOwnHubs } from "../own-hubs.ts";
import { spansNamed } from "../spans.ts";

const folder = import.meta.dirname;

export const actix = {
  name: "actix-web (sentry-actix)",
  tasks: {
    "500 with the error attached, and its id in a header": async (site) => {
      const { status, headers } = await site.get("/checkout/7?page=2", { headers: { "x-tenant": "acme" } });
      const event = await site.event(/checkout failed/);
      return [
        ...expectEqual("status", status, 500),
        ...expectEqual("header x-sentry-event", headers.get("x-sentry-event"), pick(event, "id")),
        ...expectEqual("transaction", tag(event, "transaction"), "GET /checkout/{id}"),
        ...expectEqual("release", tag(event, "release"), "shop@1.4.0"),
        ...expectEqual("query", pick(entry(event, "request"), "query"), [["page", "2"]]),
      ];
    },
    "captured error with its whole cause chain": async (site) => {
      const { text } = await site.get("/captured/7");
      const event = await site.eventWithId(text);
      const values = exceptions(event).map((exception) => pick(exception, "value"));
      return expectEqual("values, the cause first", values, ["no connection to the till", "checkout failed"]);
    },
    "404 is not captured": async (site) => {
      const before = (await site.events()).length;
      const { status } = await site.get("/missing/7");
      await site.get("/message/marker");
      await site.event("hello from marker");
      return [...expectEqual("status", status, 404), ...expectEqual("events", (await site.events()).length - before, 1)];
    },
    "16 requests at once, each with its own hub": requestsWithOwnHubs(16),
    "panic in a handler": async (site) => {
      await site.get("/panic").catch(() => undefined);
      const event = await site.event(/the till is on fire/);
      return [
        ...expectEqual("level", tag(event, "level"), "fatal"),
        ...expectEqual("handled", tag(event, "handled"), "no"),
        ...expectEqual("type", pick(exceptions(event).at(-1), "type"), "panic"),
      ];
    },
    "transaction of a request": async (site) => {
      await site.get("/traced/orders/7");
      const [span] = await spansNamed(site, "GET /traced/orders/{id}");
      return [...expectEqual("op", pick(span, "span.op"), "http.server"), ...expectTrue("no trace", /^[0-9a-f]{32}$/.test(String(pick(span, "trace"))))];
    },
  },
  async prepare(work) {
    const cargo = (...args: readonly string[]) => run("cargo", [...args], { cwd: folder, timeout: 1_200_000 });
    // Without optimizing, but with the symbols that its stacks are made of.
    succeeded("cargo build", await cargo("build", "--quiet", "--locked", "--target-dir", work));
    const tree = succeeded("cargo tree", await cargo("tree", "--locked", "--package", "sentry-actix", "--depth", "0", "--prefix", "none"));
    const binary = path.join(work, "debug", process.platform === "win32" ? "conformance-actix.exe" : "conformance-actix");
    return {
      version: / v([\d.]+)/.exec(tree)?.[1] ?? "?",
      async start(dsn) {
        const address = `127.0.0.1:${await freePort()}`;
        return runningAt(`http://${address}`, [{ file: binary, args: [address], cwd: folder, env: { SENTRY_DSN: dsn } }]);
      },
    };
  },
} as const satisfies Application;
