// The page of a small shop, with the SDK as its manual says. Announces on the console what it is about to send.
import * as Sentry from "sentry-browser-11";

Sentry.init({
  dsn: globalThis.shopDsn,
  release: "shop-web@2.0.0",
  environment: "proof",
  beforeSend(event) {
    console.info(`sending ${event.event_id} ${event.message ?? event.exception?.values?.at(-1)?.value}`);
    return event;
  },
});

function openCart(id) {
  throw new TypeError(`cart ${id} is gone`);
}

document.querySelector("#buy").addEventListener("click", () => {
  console.warn("stock is low");
  Sentry.addBreadcrumb({ category: "shop", message: "opening the cart" });
  openCart(77);
});

globalThis.shop = {
  reject() {
    void Promise.reject(new RangeError("no price for A-1"));
  },
  note() {
    Sentry.setUser({ id: "u-7" });
    Sentry.setTag("tenant", "acme");
    Sentry.captureMessage("cart opened");
  },
  feedback: () => Sentry.captureFeedback({ name: "Ada", email: "ada@example.com", message: "The button does nothing." }),
};
