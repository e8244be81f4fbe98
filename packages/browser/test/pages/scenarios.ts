import * as SDK from "@vedette/browser";
import { browserTracingIntegration } from "@vedette/browser/tracing";

/** What pages of the recorded scenarios do, with our SDK. */

const base = { release: "storefront-web@3.1.0", environment: "staging" };
const withoutSessions = (defaults: readonly SDK.Integration[]): SDK.Integration[] => defaults.filter(({ name }) => name !== "Session");
const init = (options: SDK.BrowserOptions = {}): void => {
  const { integrations: more, ...rest } = options;
  const added = typeof more === "function" ? [] : (more ?? []);
  SDK.init({ dsn: window.__conf.dsn, ...base, ...rest, integrations: (defaults) => [...withoutSessions(defaults), ...added] });
};
const sleep = (delay: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delay));
const text = async (url: string, options?: RequestInit): Promise<string> => (await fetch(url, options)).text();

class RepositoryError extends Error {
  override readonly name = "RepositoryError";
}
interface Order {
  readonly card: { readonly number: string };
}

export const scenarios: Record<string, () => void | Promise<void>> = {
  async "uncaught-exception"() {
    init();
    const lastDigits = (card: Order["card"]): string => card.number.slice(-4);
    const chargeOrder = (order: Order): string => lastDigits(order.card);
    const broken: Order = JSON.parse("{}");
    document.querySelector("#break")?.addEventListener("click", function onBreak() {
      chargeOrder(broken);
    });
    await window.__click("#break");
    setTimeout(function later() {
      throw new RangeError("thrown in a timer");
    }, 5);
    await sleep(100);
  },
  async "script-error-string"() {
    init();
    setTimeout(() => {
      throw "a thrown string"; // eslint-disable-line
    }, 1);
    setTimeout(() => {
      throw { code: 7, why: "object" }; // eslint-disable-line
    }, 2);
    await sleep(100);
  },
  async "unhandled-rejection"() {
    init();
    void (async () => {
      await sleep(1);
      throw new RangeError("no price for A-1");
    })();
    void Promise.reject("plain reason"); // eslint-disable-line
    void Promise.reject({ code: 503, retry: true }); // eslint-disable-line
    void Promise.reject(undefined); // eslint-disable-line
    await sleep(100);
  },
  "exception-cause-chain"() {
    init();
    const one = new Error("network is down");
    const two = new RepositoryError("could not load cart 77", { cause: one });
    const three = new RangeError("cart out of range", { cause: two });
    SDK.captureException(new TypeError("checkout failed", { cause: three }));
  },
  "aggregate-error"() {
    init();
    const members = [new TypeError("price is not a number"), new RangeError("quantity -1 out of range", { cause: new SyntaxError("bad payload at 14") })];
    SDK.captureException(new AggregateError(members, "order is invalid"));
  },
  "dom-exceptions"() {
    init();
    try {
      document.querySelector("###");
    } catch (error) {
      SDK.captureException(error);
    }
    SDK.captureException(new ErrorEvent("error", { message: "an ErrorEvent", error: new URIError("wrapped in an event") }));
    SDK.captureException(new CustomEvent("shop:broken", { detail: { sku: "A-1" } }));
    SDK.captureException({ plain: "object" });
  },
  "messages-levels"() {
    init();
    for (const level of ["fatal", "error", "warning", "log", "info", "debug"] as const) SDK.captureMessage(`stock is low (${level})`, level);
    SDK.captureMessage(SDK.parameterize`user ${"Ada"} has ${3} carts`, "warning");
  },
  "scope-full"() {
    init({ dist: "77" });
    SDK.setUser({ id: "u-42", email: "ada@example.com", username: "ada" });
    SDK.setTags({ tenant: "acme", retries: 3, dark_mode: true });
    SDK.setExtra("cart", { items: [{ sku: "A-1", qty: 2 }], total: 19.9 });
    SDK.setContext("shipping", { method: "air" });
    SDK.withScope((scope) => {
      scope.setLevel("warning").setFingerprint(["{{ default }}", "checkout"]).setTransactionName("/checkout/:step").setTag("scoped", "yes");
      SDK.captureException(new Error("scope is attached"));
    });
  },
  async breadcrumbs() {
    init();
    console.log("cart opened", { id: 77 });
    console.warn("stock is low");
    await text("/api/prices?sku=A-1");
    await text("/api/fail", { method: "POST", body: JSON.stringify({ a: 1 }) });
    await fetch("http://localhost:1/unreachable").catch(() => undefined);
    await new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("PUT", "/api/cart");
      request.addEventListener("loadend", resolve);
      request.send("qty=2");
    });
    await window.__click("#pay");
    await window.__type("#name", "Ada");
    history.pushState({}, "", "/cart?s=breadcrumbs");
    SDK.addBreadcrumb({ category: "auth", message: "user logged in", level: "info", data: { via: "sso" } });
    SDK.captureException(new Error("after many crumbs"));
  },
  async "http-client-and-console"() {
    init({ integrations: [SDK.httpClientIntegration(), SDK.captureConsoleIntegration(), SDK.extraErrorDataIntegration()] });
    await text("/api/fail?x=1", { headers: { "x-shop": "eu" } });
    console.error("console error as event", { sku: "A-1" });
    SDK.captureException(Object.assign(new Error("with own fields"), { sku: "A-1", details: { left: 0 } }));
  },
  async "report-dialog"() {
    init();
    const eventId = SDK.captureException(new Error("show the dialog"));
    await SDK.flush(2000);
    SDK.showReportDialog({ eventId, user: { name: "Ada", email: "ada@example.com" }, title: "It broke" });
  },
  minified() {
    init({ dist: "min" });
    const cart: { lines: { product: { discount: number } }[] } = JSON.parse('{ "lines": [{ "product": null }] }');
    try {
      cart.lines.map((line) => line.product.discount);
    } catch (error) {
      SDK.captureException(error);
    }
  },
  "client-report"() {
    init({ beforeSend: (event) => (event.message === "keep me" ? event : null), ignoreErrors: [/ignored/] });
    for (const message of ["dropped 1", "dropped 2", "ignored"]) SDK.captureException(new Error(message));
    SDK.captureMessage("keep me");
  },
  async pageload() {
    init({ tracesSampleRate: 1, integrations: [browserTracingIntegration({ idleTimeout: 300, finalTimeout: 5000 })] });
    await text("/api/prices?sku=A-1");
    await sleep(800);
  },
  async navigation() {
    init({ tracesSampleRate: 1, integrations: [browserTracingIntegration({ idleTimeout: 300, pageload: false })] });
    history.pushState({}, "", "/cart/77");
    await text("/api/prices?sku=A-1");
    await sleep(800);
  },
  async "trace-continued"() {
    init({ tracesSampleRate: 1, integrations: [browserTracingIntegration({ idleTimeout: 300 })] });
    SDK.captureException(new Error("in a continued trace"));
    const seen = await text("/api/echo");
    document.body.dataset["echo"] = seen;
    await sleep(800);
  },
  async "transaction-manual"() {
    init({ tracesSampleRate: 1 });
    await SDK.startSpan({ name: "add to cart", op: "ui.action", attributes: { sku: "A-1", qty: 2 } }, async () => {
      await SDK.startSpan({ name: "validate", op: "function" }, () => sleep(4));
      await SDK.startSpan({ name: "save", op: "http.client" }, () => sleep(4));
      SDK.captureException(new Error("inside the span"));
    });
  },
  async sessions() {
    SDK.init({ dsn: window.__conf.dsn, ...base, initialScope: { user: { id: "u-42" } } });
    await sleep(10);
    SDK.captureException(new Error("an error inside the session"));
  },
  async "session-crashed"() {
    SDK.init({ dsn: window.__conf.dsn, ...base });
    setTimeout(() => {
      throw new Error("page crashed");
    }, 5);
    await sleep(100);
  },
  attachments() {
    init();
    const dump = new Uint8Array(4096).map((_, index) => (index * 7) & 255);
    SDK.withScope((scope) => {
      scope.addAttachment({ filename: "order.txt", data: "order 77\nline two\n\nünïcödé ✓\n", contentType: "text/plain" });
      scope.addAttachment({ filename: "dump.bin", data: dump, contentType: "application/octet-stream" });
      SDK.captureException(new Error("with attachments"));
    });
  },
  feedback() {
    init();
    const associatedEventId = SDK.captureException(new Error("user saw this"), { event_id: "f6092334478c4a478e8657c9f3a971ee" });
    SDK.captureFeedback(
      { name: "Ada", email: "ada@example.com", message: "The pay button does nothing 😞", associatedEventId },
      { attachments: [{ filename: "shot.png", data: new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0, 1, 2]), contentType: "image/png" }] },
    );
  },
  "feedback-widget"() {
    init();
    const form = document.createElement("form");
    form.innerHTML = `<input name="name" value="Grace"><input name="email" value="grace@example.com"><textarea name="message">typed into the widget</textarea>`;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const data = new FormData(form);
      const text = (name: string): string => [data.get(name)].filter((value) => typeof value === "string").join("");
      SDK.captureFeedback({ name: text("name"), email: text("email"), message: text("message") });
    });
    document.body.append(form);
    form.requestSubmit();
  },
  logs() {
    init({ enableLogs: true, integrations: [SDK.consoleLoggingIntegration({ levels: ["warn"] })] });
    SDK.setUser({ id: "u-42" });
    for (const level of ["trace", "debug", "info", "warn", "error", "fatal"] as const)
      SDK.logger[level](`message at ${level}`, { order: "ord_77", total: 19.9, paid: true });
    SDK.logger.info(SDK.fmt`user ${"Ada"} bought ${3} items`);
    console.warn("through the console");
  },
  metrics() {
    init();
    SDK.metrics.count("cart.opened", 1, { attributes: { shop: "eu-1" } });
    SDK.metrics.gauge("items", 2);
    SDK.metrics.distribution("paint", 182.25, { unit: "millisecond" });
  },
  "payload-extremes"() {
    init({ normalizeDepth: 6, maxValueLength: 200_000 });
    const circular: Record<string, unknown> = { name: "loop" };
    circular["self"] = circular;
    let deep: unknown = { end: true };
    for (let index = 0; index < 40; index++) deep = { deep };
    SDK.setUser({ id: "用户-7", username: "𝒜da 👩🏽‍💻" });
    SDK.setTag("émoji 🚀", "čaj ☕ 日本語");
    const odd = { call: () => 1, sym: Symbol("s"), nan: Number.NaN, undef: undefined, date: new Date(0) };
    SDK.setExtras({ circular, deep, long: "A".repeat(100 * 1024), element: document.body, win: window, odd, rtl: "שלום עולם", surrogate: "\ud83d" });
    SDK.captureException(new Error("Ünïcödé 💥 日本語 \u0000 end"));
  },
  tunnel() {
    init({ tunnel: window.__conf.tunnel });
    SDK.captureMessage("through a tunnel", "warning");
  },
  flags() {
    const flags = SDK.featureFlagsIntegration();
    init({ integrations: [flags] });
    flags.addFeatureFlag("new-checkout", true);
    flags.addFeatureFlag("blue-button", false);
    SDK.captureException(new Error("with flags"));
  },
};
