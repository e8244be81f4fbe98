/** Structured logs of every level and metrics of every type. */
export default function ({ sdk, init }) {
  init({ tracesSampleRate: 1 });
  sdk.setUser({ id: "u-42", email: "ada@example.com" });
  for (const level of ["trace", "debug", "info", "warn", "error", "fatal"])
    sdk.logger[level](`message at ${level}`, { order: "ord_77", total: 19.9, count: 3, paid: true });
  sdk.logger.info(sdk.logger.fmt`user ${"Ada"} bought ${3} items`, { shop: "eu-1" });
  sdk.metrics.count("orders.created", 1, { attributes: { shop: "eu-1", paid: true } });
  sdk.metrics.count("orders.created", 4);
  sdk.metrics.gauge("queue.depth", 17.5, { unit: "item" });
  sdk.metrics.distribution("checkout.duration", 182.25, { unit: "millisecond", attributes: { step: "pay", tries: 2 } });
}
