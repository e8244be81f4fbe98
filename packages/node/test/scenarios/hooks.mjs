/** Hooks that change and drop what is sent, each of its own kind. */
export default async function ({ sdk, init }) {
  init({
    tracesSampleRate: 1,
    traceLifecycle: "static",
    beforeSend: (event, hint) => ({ ...event, tags: { ...event.tags, seen: hint.originalException?.code ?? "none" } }),
    beforeSendTransaction: (event) => (event.transaction === "unwanted" ? null : { ...event, tags: { checked: "yes" } }),
    beforeBreadcrumb: (breadcrumb, hint) => (breadcrumb.category === "secret" ? null : { ...breadcrumb, data: { hint: hint?.why } }),
    beforeSendLog: (log) => (log.message === "unwanted" || log.body === "unwanted" ? null : { ...log, attributes: { ...log.attributes, checked: "yes" } }),
    beforeSendMetric: (metric) => (metric.name === "unwanted" ? null : metric),
    ignoreTransactions: [/^ping/],
  });
  sdk.addBreadcrumb({ category: "secret", message: "never seen" });
  sdk.addBreadcrumb({ category: "note", message: "seen" }, { why: "because" });
  sdk.captureException(Object.assign(new Error("refused"), { code: "E_REFUSED" }));
  sdk.startSpan({ name: "wanted", op: "task" }, () => {});
  sdk.startSpan({ name: "unwanted", op: "task" }, () => {});
  sdk.startSpan({ name: "ping /", op: "task" }, () => {});
  sdk.logger.info("unwanted");
  sdk.metrics.count("unwanted");
  sdk.metrics.count("wanted", 2);
  await sdk.flush(2000);
}
