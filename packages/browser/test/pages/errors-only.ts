import * as SDK from "@vedette/browser/errors";
import "./page-window.ts";

/** The scenarios that the small entry can do, as far as they differ from those of the whole SDK only by their import. */
const base = { dsn: window.__conf.dsn, release: "storefront-web@3.1.0", environment: "staging" };
const sleep = (delay: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delay));
const text = async (url: string, options?: RequestInit): Promise<string> => (await fetch(url, options)).text();

class RepositoryError extends Error {
  override readonly name = "RepositoryError";
}

const scenarios: Record<string, () => void | Promise<void>> = {
  async "uncaught-exception"() {
    SDK.init(base);
    const broken: { card: { number: string } } = JSON.parse("{}");
    document.querySelector("#break")?.addEventListener("click", () => {
      broken.card.number.slice(-4);
    });
    await window.__click("#break");
    setTimeout(() => {
      throw new RangeError("thrown in a timer");
    }, 5);
    await sleep(100);
  },
  async "script-error-string"() {
    SDK.init(base);
    setTimeout(() => {
      throw "a thrown string"; // eslint-disable-line
    }, 1);
    await sleep(100);
  },
  async "unhandled-rejection"() {
    SDK.init(base);
    void Promise.reject(new RangeError("no price for A-1"));
    void Promise.reject("plain reason"); // eslint-disable-line
    void Promise.reject({ code: 503, retry: true }); // eslint-disable-line
    await sleep(100);
  },
  "exception-cause-chain"() {
    SDK.init(base);
    const two = new RepositoryError("could not load cart 77", { cause: new Error("network is down") });
    SDK.captureException(new TypeError("checkout failed", { cause: new RangeError("cart out of range", { cause: two }) }));
  },
  "aggregate-error"() {
    SDK.init(base);
    const members = [new TypeError("price is not a number"), new RangeError("quantity -1 out of range", { cause: new SyntaxError("bad payload at 14") })];
    SDK.captureException(new AggregateError(members, "order is invalid"));
  },
  "dom-exceptions"() {
    SDK.init(base);
    try {
      document.querySelector("###");
    } catch (error) {
      SDK.captureException(error);
    }
    SDK.captureException(new ErrorEvent("error", { error: new URIError("wrapped in an event") }));
    SDK.captureException({ plain: "object" });
  },
  "scope-full"() {
    SDK.init({ ...base, dist: "77" });
    SDK.setUser({ id: "u-42", email: "ada@example.com", username: "ada" });
    SDK.setTags({ tenant: "acme", retries: 3, dark_mode: true });
    SDK.setExtra("cart", { total: 19.9 });
    SDK.setContext("shipping", { method: "air" });
    SDK.captureException(new Error("scope is attached"), {
      level: "warning",
      fingerprint: ["{{ default }}", "checkout"],
      tags: { scoped: "yes" },
      transaction: "/checkout/:step",
    });
  },
  async breadcrumbs() {
    SDK.init(base);
    console.log("cart opened", { id: 77 });
    console.warn("stock is low");
    await text("/api/prices?sku=A-1");
    await text("/api/fail", { method: "POST", body: "{}" });
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
    SDK.addBreadcrumb({ category: "auth", message: "user logged in", data: { via: "sso" } });
    SDK.captureException(new Error("after many crumbs"));
  },
  "client-report"() {
    SDK.init({ ...base, beforeSend: (event) => (event.message === "keep me" ? event : null), ignoreErrors: [/ignored/] });
    for (const message of ["dropped 1", "dropped 2", "ignored"]) SDK.captureException(new Error(message));
    SDK.captureMessage("keep me");
  },
  tunnel() {
    SDK.init({ ...base, tunnel: window.__conf.tunnel });
    SDK.captureMessage("through a tunnel", "warning");
  },
  hostile() {
    SDK.init(base);
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error("trap");
        },
        ownKeys: () => {
          throw new Error("trap");
        },
        getPrototypeOf: () => {
          throw new Error("trap");
        },
      },
    );
    const circular: Record<string, unknown> = { password: "hunter2", link: "https://ada:pw@shop.example/?order=7&reset_token=abc#paid" };
    circular["self"] = circular;
    SDK.captureException(trap);
    SDK.captureException(undefined);
    console.log(trap);
    SDK.captureException(new Error("with luggage"), { extra: { trap, circular, long: "x".repeat(3_000_000) } });
  },
};

Reflect.set(window, "SDK", SDK);
const name = new URLSearchParams(location.search).get("s") ?? "";
try {
  await scenarios[name]?.();
  if (!(await SDK.flush(30_000))) throw new Error("not everything was delivered");
} catch (error) {
  window.__failed = error instanceof Error ? String(error.stack) : String(error);
}
window.__done = true;
