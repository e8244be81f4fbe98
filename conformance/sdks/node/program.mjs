// node program.mjs SCENARIO: a small shop with @sentry/node as its manual says, in what versions 7 to 11 have in common.
// Prints {"id", "what"} for each event it sends.
import { createRequire } from "node:module";
import path from "node:path";

const Sentry = createRequire(path.join(process.env.SDK_FOLDER, "package.json"))("@sentry/node");

Sentry.init({
  dsn: process.env.DSN,
  release: "shop@1.4.0",
  environment: "proof",
  serverName: "till-1",
  sendDefaultPii: true,
  // On in version 11: a message with a stack is titled by its function, here as at Sentry (`protocol.md` §17.4).
  attachStacktrace: false,
  beforeSend(event) {
    const what = event.message ?? event.exception?.values?.at(-1)?.value;
    console.log(JSON.stringify({ id: event.event_id, what }));
    return event;
  },
});

class CheckoutError extends Error {}

function priceOf({ quantity, price }) {
  if (quantity < 0) throw new RangeError(`quantity ${quantity} out of range`);
  return quantity * price;
}

function checkout(lines) {
  try {
    return lines.reduce((sum, line) => sum + priceOf(line), 0);
  } catch (error) {
    throw new CheckoutError("checkout failed", { cause: error });
  }
}

const badOrder = [{ quantity: -1, price: 9.95 }];

function captureCheckout() {
  try {
    checkout(badOrder);
  } catch (error) {
    Sentry.captureException(error);
  }
}

const scenarios = {
  exception: captureCheckout,
  unhandled: () => checkout(badOrder),
  message: () => Sentry.captureMessage("stock is low", "info"),
  breadcrumbs() {
    Sentry.addBreadcrumb({ category: "auth", message: "signed in", level: "info" });
    Sentry.addBreadcrumb({ category: "cart", message: "added A-1", level: "debug" });
    captureCheckout();
  },
  scope() {
    Sentry.withScope((scope) => {
      scope.setUser({ id: "u-42", email: "ada@example.com", username: "ada" });
      scope.setTag("tenant", "acme");
      scope.setTag("retries", 3);
      scope.setContext("cart", { items: 2, total: 19.9 });
      scope.setLevel("warning");
      scope.setFingerprint(["checkout", "acme"]);
      captureCheckout();
    });
  },
  attachment() {
    Sentry.withScope((scope) => {
      scope.addAttachment({ filename: "order.txt", data: "2 pieces of A-1 for ada", contentType: "text/plain" });
      captureCheckout();
    });
  },
};

scenarios[process.argv[2]]();
if (process.argv[2] !== "unhandled") await Sentry.close(5000);
