/** Everything that a scope can add, and that it is gone afterwards. */
export default function ({ sdk, init }) {
  init({ dist: "412", initialScope: { tags: { region: "eu" } } });
  sdk.setUser({ id: "u-42", email: "ada@example.com", username: "ada" });
  sdk.setTag("tenant", "acme");
  sdk.setTags({ "feature.flag": "on", retries: 3, dark_mode: true });
  sdk.setExtra("cart", { items: [{ sku: "A-1", qty: 2 }], total: 19.9 });
  sdk.setExtras({ attempt: 2, nothing: null });
  sdk.setContext("shipping", { method: "air", address: { city: "Wien", zip: "1010" } });
  sdk.withScope((scope) => {
    scope.setLevel("warning");
    scope.setFingerprint(["{{ default }}", "checkout", "acme"]);
    scope.setTransactionName("POST /checkout");
    scope.setTag("scoped", "yes");
    scope.addEventProcessor((event) => ({ ...event, logger: "checkout" }));
    sdk.captureException(new Error("scope is attached"));
  });
  sdk.setUser(null);
  sdk.captureException(new Error("scope is gone"), { tags: { own: "yes" }, level: "info", extra: { more: 1 } });
}
