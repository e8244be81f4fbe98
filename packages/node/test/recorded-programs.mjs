// node recorded-programs.mjs NAME: what the recorded scenario of that name does, with our SDK. SENTRY_DSN and TUNNEL_URL say where to.
// What a scenario of the fixtures only knows when it runs (ids, frames of a stack) is printed, one JSON object per line.
import { spawn } from "node:child_process";
import http from "node:http";
import * as SDK from "@vedette/node";
import { init, SENT_TRACE, serverPrograms, sleep } from "./recorded-servers.mjs";

const note = (facts) => process.stdout.write(`${JSON.stringify(facts)}\n`);
const framesOf = ({ stack }) => stack.split("\n").filter((line) => line.startsWith("    at ")).length;
async function manualTransaction(traceLifecycle) {
  init({ tracesSampleRate: 1, traceLifecycle });
  SDK.setUser({ id: "u-42" });
  SDK.setTag("tenant", "acme");
  await SDK.startSpan({ name: "nightly import", op: "queue.process", attributes: { "messaging.system": "kafka", batch: 3 } }, async () => {
    await SDK.startSpan({ name: "SELECT * FROM orders WHERE id = $1", op: "db.query", attributes: { "db.system": "postgresql" } }, () => sleep(4));
    await SDK.startSpan({ name: "GET cart:77", op: "cache.get", attributes: { "cache.key": ["cart:77"], "cache.hit": true } }, () => sleep(2));
    await SDK.startSpan({ name: "render invoice", op: "function" }, async (span) => {
      await SDK.startSpan({ name: "embed fonts", op: "resource" }, () => sleep(2));
      span.setStatus({ code: 2, message: "not_found" });
    });
    SDK.startInactiveSpan({ name: "left open by hand", op: "task" }).setAttribute("ratio", 0.25).end();
    SDK.setMeasurement("rows", 512, "none");
    SDK.captureException(new Error("inside the span"));
    const failing = async () => SDK.startSpan({ name: "failing step", op: "function" }, () => Promise.reject(new Error("step failed")));
    await failing().catch(() => undefined);
  });
}

/** Of two services: answers one request, and ends. */
async function pricing() {
  init({ tracesSampleRate: 1, traceLifecycle: "stream", release: "pricing@1.1.0", serverName: "pricing-1" });
  const server = http.createServer((request, response) => {
    SDK.captureException(new Error("price feed is stale"));
    response.end(JSON.stringify({ trace: request.headers["sentry-trace"] }));
    server.close(() => void SDK.close(60_000));
  });
  server.listen(0, "127.0.0.1", () => note({ port: server.address().port }));
}

const programs = {
  ...serverPrograms,
  "uncaught-exception"() {
    init();
    const lastDigits = (card) => card.number.slice(-4);
    const chargeOrder = (order) => lastDigits(order.card);
    process.on("uncaughtExceptionMonitor", (error) => note({ frames: framesOf(error), of: error.message }));
    setTimeout(function processQueue() {
      chargeOrder({ id: 1001 });
    }, 10);
  },
  "exception-cause-chain"() {
    init();
    class RepositoryError extends Error {
      name = "RepositoryError";
    }
    class CheckoutError extends Error {
      name = "CheckoutError";
      orderId = "ord_77";
    }
    const refused = Object.assign(new Error("connect ECONNREFUSED 10.0.0.5:5432"), { code: "ECONNREFUSED" });
    const cart = new RangeError("cart out of range", { cause: new RepositoryError("could not load cart 77", { cause: refused }) });
    const error = new CheckoutError("checkout failed", { cause: cart });
    note({ frames: framesOf(error), of: error.message });
    SDK.captureException(error);
  },
  "aggregate-error"() {
    init();
    const members = [new TypeError("price is not a number"), new RangeError("quantity -1 out of range", { cause: new SyntaxError("bad payload at 14") })];
    const error = new AggregateError(members, "order is invalid");
    note({ frames: framesOf(error), of: error.message });
    SDK.captureException(error);
  },
  "non-error-exceptions"() {
    init();
    for (const value of ["just a string", { code: "E_STOCK", sku: "A-1", left: 0 }, 42, null, undefined, new Error("")]) SDK.captureException(value);
    SDK.captureEvent({ message: "hand made event", level: "info", logger: "billing", tags: { made: "by-hand" } });
  },
  "messages-levels"() {
    init();
    for (const level of ["fatal", "error", "warning", "log", "info", "debug"]) void SDK.captureMessage(`stock is low (${level})`, level);
    SDK.captureMessage("no level given");
    SDK.captureMessage(SDK.parameterize`user ${"Ada"} has ${3} carts`, "warning");
  },
  "message-with-stacktrace"() {
    init({ attachStacktrace: true, dist: "412", initialScope: { tags: { region: "eu" }, user: { id: "initial-1" } } });
    const audit = () => SDK.captureMessage("audit trail is empty", "warning");
    audit();
  },
  async "unhandled-rejection"() {
    init();
    const fetchPrice = async (sku) => {
      await sleep(5);
      throw new RangeError(`no price for ${sku}`);
    };
    process.on("unhandledRejection", (reason) => reason instanceof Error && note({ frames: framesOf(reason), of: reason.message }));
    void fetchPrice("A-1");
    void Promise.reject("plain reason");
    void Promise.reject({ code: 503, retry: true });
    await sleep(50);
  },
  "scope-full"() {
    init({ dist: "412" });
    SDK.setUser({ id: "u-42", email: "ada@example.com", username: "ada", ip_address: "203.0.113.7", segment: "beta" });
    SDK.setTag("tenant", "acme");
    SDK.setTags({ "feature.flag": "on", retries: 3, dark_mode: true });
    SDK.setExtra("cart", { items: [{ sku: "A-1", qty: 2 }], total: 19.9 });
    SDK.setExtras({ attempt: 2, nothing: null });
    SDK.setContext("shipping", { method: "air", address: { city: "Wien", zip: "1010" } });
    SDK.withScope((scope) => {
      scope.setLevel("warning").setFingerprint(["{{ default }}", "checkout", "acme"]).setTransactionName("POST /checkout").setTag("scoped", "yes");
      scope.addEventProcessor((event) => ({ ...event, logger: "checkout" }));
      SDK.captureException(new Error("scope is attached"));
    });
    SDK.setUser(null);
    SDK.captureMessage("scope is gone");
  },
  async breadcrumbs() {
    init({ maxBreadcrumbs: 20 });
    const server = http.createServer((request, response) => {
      response.statusCode = request.url.includes("missing") ? 404 : 200;
      response.end("ok");
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address();
    console.log("cart opened", { id: 77 });
    console.warn("stock is low");
    console.error("card was declined");
    await new Promise((resolve) => http.get({ port, path: "/prices?sku=A-1" }, (response) => response.resume().on("end", resolve)));
    await fetch(`http://127.0.0.1:${port}/missing`, { method: "POST", body: "x" }).then((response) => response.text());
    SDK.addBreadcrumb({ category: "auth", message: "user logged in", level: "info", data: { via: "sso" } });
    SDK.addBreadcrumb({ type: "query", category: "db", message: "SELECT 1", level: "debug" });
    SDK.addBreadcrumb({ type: "navigation", category: "navigation", data: { from: "/a", to: "/b" } });
    SDK.captureException(new Error("after many crumbs"));
    for (let index = 0; index < 30; index++) SDK.addBreadcrumb({ category: "loop", message: `step ${index}` });
    SDK.captureMessage("only the last 20 crumbs");
    server.closeAllConnections();
    server.close();
  },
  "client-report"() {
    init({
      tracesSampler: ({ name }) => name !== "dropped",
      traceLifecycle: "stream",
      beforeSend: (event) => (event.message === "keep me" ? event : null),
      ignoreErrors: [/ignored by pattern/],
    });
    for (const message of ["dropped by beforeSend 1", "dropped by beforeSend 2", "ignored by pattern"]) SDK.captureException(new Error(message));
    SDK.startSpan({ name: "dropped", op: "task" }, () => undefined);
    SDK.captureMessage("keep me");
  },
  async "rate-limited"() {
    init();
    SDK.captureMessage("answered with 429");
    await SDK.flush(60_000);
    SDK.captureMessage("held back 1");
    SDK.captureMessage("held back 2");
  },
  attachments() {
    init();
    const dump = new Uint8Array(4096).map((_, index) => (index * 7) & 255);
    SDK.withScope((scope) => {
      scope.addAttachment({ filename: "order.txt", data: "order 77\nline two\n\nünïcödé ✓\n", contentType: "text/plain" });
      scope.addAttachment({ filename: "dump.bin", data: dump, contentType: "application/octet-stream" });
      scope.addAttachment({ filename: "state.json", data: JSON.stringify({ cart: 77 }) });
      scope.addAttachment({ filename: "empty.log", data: "" });
      SDK.captureException(new Error("with attachments"));
    });
    SDK.captureException(new Error("hint attachment"), { attachments: [{ filename: "hint.csv", data: "a;b\n1;2\n", contentType: "text/csv" }] });
  },
  feedback() {
    init();
    const associatedEventId = SDK.captureException(new Error("user saw this"));
    note({ associatedEventId });
    SDK.captureFeedback({ name: "Ada", email: "ada@example.com", message: "The pay button does nothing 😞", associatedEventId, source: "form" });
    SDK.captureFeedback({ message: "only a message" }, { captureContext: { tags: { area: "search" } } });
  },
  async "check-ins"() {
    init();
    const config = {
      schedule: { type: "crontab", value: "*/5 * * * *" },
      checkinMargin: 2,
      maxRuntime: 10,
      timezone: "Europe/Vienna",
      failureIssueThreshold: 2,
      recoveryThreshold: 3,
    };
    const checkInId = SDK.captureCheckIn({ monitorSlug: "nightly-invoices", status: "in_progress" }, config);
    note({ checkInId });
    SDK.captureCheckIn({ checkInId, monitorSlug: "nightly-invoices", status: "ok", duration: 1.5 });
    SDK.captureCheckIn({ monitorSlug: "heartbeat", status: "error" });
    await SDK.withMonitor("cleanup", () => Promise.resolve(), { schedule: { type: "interval", value: 2, unit: "hour" } });
    await SDK.withMonitor("cleanup-failing", () => Promise.reject(new Error("disk is full"))).catch((error) => SDK.captureException(error));
  },
  async "check-ins-cron"() {
    init();
    const [{ default: cron }, { watchNodeCron }] = await Promise.all([import("node-cron"), import("@vedette/node/cron")]);
    await new Promise((resolve) => {
      const task = watchNodeCron(cron).schedule("* * * * * *", () => void task.stop(), { name: "every-second", timezone: "Europe/Vienna" });
      task.on("execution:finished", resolve);
    });
  },
  logs() {
    init({ tracesSampleRate: 1, enableLogs: true, integrations: [SDK.consoleLoggingIntegration({ levels: ["log", "error"] })] });
    const { logger } = SDK;
    for (const level of ["trace", "debug", "info", "warn", "error", "fatal"])
      logger[level](`message at ${level}`, { order: "ord_77", total: 19.9, count: 3, paid: true });
    logger.info(logger.fmt`user ${"Ada"} bought ${3} items`, { shop: "eu-1" });
    console.log("through the console", 7);
    console.error("console error");
    SDK.startSpan({ name: "log inside a span", op: "task" }, () => logger.warn("inside a span"));
  },
  metrics() {
    init({ tracesSampleRate: 1 });
    const { metrics } = SDK;
    metrics.count("orders.created", 1, { attributes: { shop: "eu-1", paid: true } });
    metrics.count("orders.created", 4);
    metrics.gauge("queue.depth", 17.5, { unit: "item" });
    metrics.distribution("checkout.duration", 182.25, { unit: "millisecond", attributes: { step: "pay", tries: 2 } });
    SDK.startSpan({ name: "metric inside a span", op: "task" }, () => metrics.count("inside.span", 1));
  },
  "payload-extremes"() {
    init({ normalizeDepth: 6, maxValueLength: 200_000 });
    SDK.captureMessage("M".repeat(100 * 1024));
    const circular = { name: "loop" };
    circular.self = circular;
    circular.list = [circular];
    let deep = { end: true };
    for (let index = 0; index < 40; index++) deep = { deep };
    SDK.setTag("émoji 🚀", "čaj ☕ 日本語");
    SDK.setUser({ id: "用户-7", username: "𝒜da 👩🏽‍💻" });
    const odd = { call: () => 1, sym: Symbol("s"), big: 123456789012345678901234567890n, nan: Number.NaN, date: new Date(0), map: new Map([["k", 1]]) };
    SDK.setExtras({ circular, deep, long: "A".repeat(100 * 1024), wide: Array.from({ length: 1500 }, (_, index) => index), odd });
    SDK.setExtras({ rtl: "שלום עולם", zwj: "👨‍👩‍👧‍👦", line: "a\r\nb\u2028c", surrogate: "\ud83d" });
    SDK.captureException(new Error("Ünïcödé 💥 日本語 \u0000 end"));
  },
  "local-variables"() {
    init();
    const total = (order) => {
      const sum = order.lines.length * 2;
      if (sum > 1) throw new Error(`bad total ${sum} EUR`);
    };
    setTimeout(() => total({ id: 7, lines: ["a", "b"] }), 10);
  },
  tunnel() {
    init({ tunnel: process.env.TUNNEL_URL });
    SDK.captureMessage("through a tunnel", "warning");
  },
  async "dsn-variants"() {
    init({ dsn: process.env.SENTRY_DSN.replace(/\/(\d+)$/, "/sentry/base/$1") });
    SDK.captureMessage("dsn with a path prefix");
    await SDK.close(60_000);
    init({ dsn: process.env.SENTRY_DSN.replace("@", ":fedcba9876543210fedcba9876543210@") });
    SDK.captureMessage("dsn with a secret");
  },
  async sessions() {
    init();
    SDK.endSession();
    SDK.setUser({ id: "u-42", ip_address: "203.0.113.7" });
    SDK.startSession();
    SDK.captureSession();
    SDK.endSession();
    SDK.startSession();
    SDK.captureException(new Error("an error inside the session"));
    await SDK.flush(60_000);
    SDK.endSession();
  },
  "session-crashed"() {
    init();
    SDK.setUser({ id: "u-43" });
    setTimeout(() => {
      throw new Error("process is going down");
    }, 10);
  },
  flags() {
    const flags = SDK.featureFlagsIntegration();
    init({ integrations: [flags] });
    flags.addFeatureFlag("new-checkout", true);
    flags.addFeatureFlag("blue-button", false);
    SDK.captureException(new Error("with flags"));
  },
  "many-events"() {
    init({ sampleRate: 1 });
    for (let index = 0; index < 12; index++) SDK.captureException(new Error(`burst ${index}`));
  },
  "transaction-manual": () => manualTransaction("stream"),
  "transaction-manual-static": () => manualTransaction("static"),
  async "trace-continued"() {
    init({ tracesSampleRate: 1, traceLifecycle: "stream" });
    SDK.continueTrace({ sentryTrace: SENT_TRACE["sentry-trace"], baggage: SENT_TRACE.baggage }, () =>
      SDK.startSpan({ name: "handle message", op: "queue.process" }, () => SDK.captureException(new Error("in a continued trace"))),
    );
    SDK.continueTrace({ sentryTrace: "881a43a4192642f0b136d5159a501700-7b4a1b2c3d4e5f60-0", baggage: undefined }, () =>
      SDK.startSpan({ name: "unsampled" }, () => SDK.captureException(new Error("in an unsampled trace"))),
    );
  },
  async "two-services"() {
    const other = spawn(process.execPath, [...process.execArgv, import.meta.filename, "pricing"], { stdio: ["ignore", "pipe", "inherit"] });
    const { port } = JSON.parse(await new Promise((resolve) => other.stdout.setEncoding("utf8").once("data", resolve)));
    init({ tracesSampleRate: 1, traceLifecycle: "stream" });
    await SDK.startSpan({ name: "POST /checkout", op: "http.server" }, async (span) => {
      const { trace } = await (await fetch(`http://127.0.0.1:${port}/prices/A-1`)).json();
      note({ traceId: span.spanContext().traceId, caller: trace.split("-")[1] });
    });
    await new Promise((resolve) => other.once("exit", resolve));
  },
  pricing,
};

const name = process.argv[2];
await programs[name]();
// Those that crash, or serve another program, end by themselves.
if (!/^(uncaught-exception|session-crashed|local-variables|pricing)$/.test(name)) {
  await SDK.flush(60_000);
  process.exit(0);
}
