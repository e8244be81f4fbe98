// A small shop. Each scenario prints one line of JSON for each event the SDK is about to send: {"id", "what"}.
exports.options = () => ({
  dsn: process.env.DSN,
  release: process.env.RELEASE ?? "shop@1.4.0",
  environment: "proof",
  serverName: "till-1",
  sendDefaultPii: true,
  shutdownTimeout: 60_000,
  beforeSend(event) {
    const what = event.message ?? event.exception?.values?.at(-1)?.value;
    process.stdout.write(`${JSON.stringify({ id: event.event_id, what })}\n`);
    return event;
  },
});

class CheckoutError extends Error {
  name = "CheckoutError";
}

function priceOf(line) {
  if (line.quantity < 0) throw new RangeError(`quantity ${line.quantity} out of range`);
  return line.quantity * line.price;
}

function checkout(lines) {
  try {
    return lines.reduce((sum, line) => sum + priceOf(line), 0);
  } catch (error) {
    throw new CheckoutError("checkout failed", { cause: error });
  }
}

const scenarios = {
  captured(Sentry) {
    Sentry.setUser({ id: "u-42", email: "ada@example.com", username: "ada" });
    Sentry.setTag("tenant", "acme");
    Sentry.setTags({ retries: 3, dark: true });
    Sentry.setContext("cart", { items: 2, total: 19.9 });
    Sentry.setExtra("attempt", 2);
    Sentry.addBreadcrumb({ category: "auth", message: "signed in", level: "info", data: { via: "password" } });
    Sentry.addBreadcrumb({ category: "cart", message: "added A-1", level: "debug" });
    Sentry.withScope((scope) => {
      scope.setLevel("warning");
      scope.setFingerprint(["{{ default }}", "checkout"]);
      scope.addAttachment({ filename: "order.txt", data: "two of A-1\nnone of B-2\n", contentType: "text/plain" });
      try {
        checkout([{ quantity: -1, price: 9.95 }]);
      } catch (error) {
        Sentry.captureException(error);
      }
    });
    Sentry.captureMessage("stock is low", "info");
  },

  uncaught() {
    setTimeout(() => checkout([{ quantity: -2, price: 1 }]), 5);
  },

  rejection() {
    void Promise.reject(new TypeError("nobody waits for me"));
  },

  async jobs(Sentry) {
    const everyNight = { schedule: { type: "crontab", value: "0 3 * * *" }, timezone: "Europe/Vienna", maxRuntime: 10 };
    await Sentry.withMonitor("backup", async () => new Promise((resolve) => setTimeout(resolve, 20)), everyNight);
    const cleanUp = async () => {
      if (process.env.FAILS === "yes") throw new Error("disk is full");
    };
    await Sentry.withMonitor("clean-up", cleanUp, { schedule: { type: "interval", value: 1, unit: "hour" } }).catch((error) => Sentry.captureException(error));
  },

  async request(Sentry) {
    const http = require("node:http");
    const server = http.createServer((request, response) => {
      request.resume();
      Sentry.captureException(new Error("request failed"));
      response.end("sorry");
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${server.address().port}/orders/7?page=2`;
    await new Promise((resolve) => {
      const request = http.request(url, { method: "POST", headers: { "content-type": "application/json", "x-tenant": "acme" } }, (response) => {
        response.resume();
        response.on("end", resolve);
      });
      request.end('{"sku":"A-1"}');
    });
    server.close();
  },
};

exports.main = async (name) => {
  const { Sentry } = globalThis;
  await scenarios[name](Sentry);
  if (name === "uncaught" || name === "rejection") return;
  if (!(await Sentry.flush(60_000))) process.exitCode = 3;
};
