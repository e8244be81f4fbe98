import path from "node:path";
import { freePort, run, tempFolder } from "../../../server/test/harness.ts";
import { listAt, pick } from "../../../server/test/json-path.ts";
import { type Application, runningAt } from "../../application.ts";
import { succeeded } from "../../ecosystem.ts";
import { entry, exceptions, frames, tag } from "../../event-parts.ts";
import { expectEqual, expectTrue } from "../../expect.ts";
import { spansNamed } from "../spans.ts";

const folder = import.meta.dirname;

/** Django, Celery and Redis with sentry_sdk: the web server and a worker are processes of their own, the broker is a real Redis. */
export const django = {
  name: "Django + Celery + Redis (sentry_sdk)",
  tasks: {
    "uncaught error in a view": async (site) => {
      const { status } = await site.get("/health/sentry/?page=2", { headers: { "x-tenant": "acme" } });
      const event = await site.event(/^ZeroDivisionError/);
      return [
        ...expectEqual("status", status, 500),
        ...expectEqual("value", pick(exceptions(event).at(-1), "value"), "division by zero"),
        ...expectEqual("mechanism", pick(exceptions(event).at(-1), "mechanism", "type"), "django"),
        ...expectEqual("handled", tag(event, "handled"), "no"),
        ...expectEqual("transaction", tag(event, "transaction"), "/health/sentry/"),
        ...expectEqual("release", tag(event, "release"), "shop@5ba1d2c"),
        ...expectEqual("environment", tag(event, "environment"), "conformance"),
        ...expectEqual("query", pick(entry(event, "request"), "query"), [["page", "2"]]),
        ...expectTrue("the last frame is not the view's", pick(frames(event).at(-1), "function") === "uncaught"),
      ];
    },
    "logged error with exc_info and extra": async (site) => {
      await site.get("/health/sentry-extra/");
      const event = await site.event(/^IndexError/);
      return [
        ...expectEqual("extra.order", pick(event, "context", "order"), "A-17"),
        ...expectEqual("extra.rows", pick(event, "context", "rows"), 7),
        ...expectEqual("logger", tag(event, "logger"), "health.views"),
        ...expectEqual("mechanism", pick(exceptions(event).at(-1), "mechanism", "type"), "logging"),
        ...expectEqual("handled", tag(event, "handled"), "yes"),
      ];
    },
    "ignored error in a task does not arrive, an error in a task does": async (site) => {
      const before = await site.count(/^ZeroDivisionError/);
      await site.get("/health/sentry-celery-ignored/");
      // One worker takes one after the other: when the second has arrived, the first would have.
      await site.get("/health/sentry-celery/");
      const inTask = async (): Promise<unknown> => {
        for (const listed of await site.events()) {
          const found = pick(listed, "id");
          const { body } = await site.api(`/projects/{org}/{project}/events/${String(found)}/`);
          if (tag(body, "celery_task_id") !== undefined) return body;
        }
        return undefined;
      };
      const event = await site.until("the task's error", inTask);
      return [
        ...expectEqual("mechanism", pick(exceptions(event).at(-1), "mechanism", "type"), "celery"),
        ...expectEqual("transaction", tag(event, "transaction"), "tasks.divide_in_a_task"),
        ...expectEqual("task of the job", pick(event, "context", "celery-job", "task_name"), "tasks.divide_in_a_task"),
        ...expectEqual("errors of the task", (await site.count(/^ZeroDivisionError/)) - before, 1),
        ...expectEqual("ignored errors", await site.count(/ValidationError/), 0),
      ];
    },
    "transactions of views and tasks, with Redis and queue spans, in one trace": async (site) => {
      const { status } = await site.get("/greet/ada/");
      const [view] = await spansNamed(site, "/greet/{name}/");
      const traceId = String(pick(view, "trace"));
      const operations = await site.until("the spans of the task", async () => {
        const { body } = await site.api(
          `/organizations/{org}/events/?dataset=spans&field=span.op&field=span.description&query=trace:${traceId}&statsPeriod=1h&per_page=100`,
        );
        const ops = listAt(body, "data").map((row) => String(pick(row, "span.op")));
        return ops.includes("queue.task.celery") ? ops : undefined;
      });
      return [
        ...expectEqual("status", status, 200),
        ...["http.server", "db.redis", "queue.submit.celery", "queue.task.celery", "queue.process"].flatMap((op) =>
          expectTrue(`no span with op ${op}`, operations.includes(op)),
        ),
      ];
    },
  },
  async prepare(work) {
    const venv = path.join(work, "venv");
    const bin = path.join(venv, process.platform === "win32" ? "Scripts" : "bin");
    const python = path.join(bin, "python");
    const minutes = { timeout: 600_000 };
    succeeded("python3 -m venv", await run("python3", ["-m", "venv", venv], minutes));
    const requirements = path.join(folder, "requirements.txt");
    succeeded("pip install", await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements], minutes));
    const version = succeeded("sentry_sdk.VERSION", await run(python, ["-c", "import sentry_sdk; print(sentry_sdk.VERSION)"])).trim();
    return {
      version,
      async start(dsn) {
        const [port, redisPort] = [await freePort(), await freePort()];
        const env = {
          REDIS_URL: `redis://127.0.0.1:${redisPort}/0`,
          SENTRY_DSN: dsn,
          SENTRY_ENVIRONMENT: "conformance",
          SENTRY_PROJECT: "shop",
          COMMIT_SHA: "5ba1d2c",
          SENTRY_TRACE_SAMPLE_RATE: "1.0",
          PYTHONUNBUFFERED: "1",
          PYTHONDONTWRITEBYTECODE: "1",
        };
        const cwd = folder;
        return runningAt(`http://127.0.0.1:${port}`, [
          { file: "redis-server", args: ["--port", String(redisPort), "--bind", "127.0.0.1", "--save", ""], cwd: tempFolder("redis"), env: {} },
          { file: python, args: ["wsgi.py", String(port)], cwd, env },
          { file: python, args: ["-m", "celery", "-A", "tasks", "worker", "--pool=solo", "--loglevel=WARNING"], cwd, env },
        ]);
      },
    };
  },
} as const satisfies Application;
