import fs from "node:fs";
import path from "node:path";
import { freePort, run } from "../../../server/test/harness.ts";
import { listAt, pick } from "../../../server/test/json-path.ts";
import { type Application, runningAt } from "../../application.ts";
import { succeeded } from "../../ecosystem.ts";
import { entry, exceptions, frames, tag } from "../../event-parts.ts";
import { expectEqual, expectTrue } from "../../expect.ts";
import { spansNamed } from "../spans.ts";

const folder = import.meta.dirname;

export const spring = {
  name: "Spring Boot with logback (sentry-java)",
  tasks: {
    "exception of a controller with its cause": async (site) => {
      const { status } = await site.get("/orders/7?page=2", { headers: { "x-tenant": "acme" } });
      const event = await site.event(/^CheckoutException: checkout failed|^Shop\$CheckoutException: checkout failed/);
      return [
        ...expectEqual("status", status, 500),
        ...expectEqual(
          "values, the cause first",
          exceptions(event).map((exception) => pick(exception, "value")),
          ["quantity -1 out of range", "checkout failed"],
        ),
        ...expectEqual("module", pick(exceptions(event).at(-1), "module"), "shop"),
        ...expectTrue("the last frame of the cause is not the shop's", pick(frames(event, 0).at(-1), "module") === "shop.Shop"),
        ...expectEqual("release", tag(event, "release"), "shop@1.4.0"),
        ...expectEqual("query", pick(entry(event, "request"), "query"), [["page", "2"]]),
      ];
    },
    "logback: error with its exception, earlier lines as breadcrumbs, MDC": async (site) => {
      await site.get("/logged");
      const event = await site.event(/no route to the bank/);
      return [
        ...expectEqual("logger", tag(event, "logger"), "shop.billing"),
        ...expectEqual("message", pick(entry(event, "message"), "formatted"), "payment p-7 failed"),
        ...expectTrue(
          "no breadcrumb",
          listAt(entry(event, "breadcrumbs"), "values").some((crumb) => pick(crumb, "message") === "card 4242 was declined"),
        ),
        ...expectEqual("MDC", pick(event, "contexts", "MDC", "tenant"), "acme"),
      ];
    },
    "message in a request's scope": async (site) => {
      const { text } = await site.get("/message/acme");
      const event = await site.eventWithId(text);
      return [...expectEqual("title", pick(event, "title"), "hello from acme"), ...expectEqual("tag tenant", tag(event, "tenant"), "acme")];
    },
    "uncaught exception in a thread": async (site) => {
      await site.get("/thread");
      const event = await site.event(/lost in a thread/);
      return [
        ...expectEqual("mechanism", pick(exceptions(event).at(-1), "mechanism", "type"), "UncaughtExceptionHandler"),
        ...expectEqual("handled", tag(event, "handled"), "no"),
      ];
    },
    "transaction of a request": async (site) => {
      const [span] = await spansNamed(site, "GET /orders/{id}");
      return expectEqual("op", pick(span, "span.op"), "http.server");
    },
  },
  async prepare(work) {
    const maven = ["-q", "-B", `-Dbuild.folder=${work}`, "package"];
    succeeded("mvn package", await run("mvn", maven, { cwd: folder, timeout: 1_200_000 }));
    const version = /<sentry.version>(.*)<\/sentry.version>/.exec(fs.readFileSync(path.join(folder, "pom.xml"), "utf8"))?.[1] ?? "?";
    return {
      version,
      async start(dsn) {
        const port = String(await freePort());
        const args = ["-jar", path.join(work, "spring.jar"), `--server.port=${port}`];
        return runningAt(`http://127.0.0.1:${port}`, [{ file: "java", args, cwd: work, env: { SENTRY_DSN: dsn } }]);
      },
    };
  },
} as const satisfies Application;
