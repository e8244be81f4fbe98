/** The second forms of calls: a scope of one's own, a hint, a way to end a span by hand. */
export default function ({ sdk, init }) {
  init({ tracesSampleRate: 1, traceLifecycle: "static" });
  const scope = new sdk.Scope();
  scope.setTag("mine", "yes");
  scope.setClient(sdk.getClient());
  sdk.withScope(scope, () => sdk.captureMessage("in a scope of its own"));
  sdk.withIsolationScope(scope, () => sdk.captureException(new Error("in an isolation scope of its own")));
  sdk.withScope(undefined, (copy) => {
    copy.setTag("copied", "yes");
    sdk.captureMessage("in a copy");
  });
  sdk.captureException(new Error("given a scope"), scope);
  sdk.captureException(new Error("given a function"), (own) => own.setTag("own", "yes"));
  sdk.captureException(new Error("given a hint"), { captureContext: { tags: { hinted: "yes" }, level: "warning" }, data: { more: 1 } });
  sdk.captureMessage("given a context", { level: "debug", tags: { given: "yes" }, user: { id: "7" }, fingerprint: ["one"], contexts: { cart: { items: 2 } } });
  sdk.captureEvent({ message: "given a hint, too" }, { originalException: new RangeError("x"), captureContext: { extra: { more: 1 } } });
  const finish = sdk.startSpanManual(
    { name: "by hand", op: "task", attributes: { [sdk.SEMANTIC_ATTRIBUTE_SENTRY_ORIGIN]: "manual.test" } },
    (_span, end) => end,
  );
  finish();
  sdk.startSpan({ name: "GET", op: "http.server" }, (span) => {
    sdk.updateSpanName(span, "GET /carts/:id");
    const child = sdk.startInactiveSpan({ name: "child", startTime: [1767225600, 0] });
    sdk.setHttpStatus(child, 404);
    child.end([1767225601, 0]);
    sdk.captureMessage(
      `root is ${sdk.getRootSpan(child) === span}, header is of its trace ${sdk.spanToTraceHeader(child).startsWith(span.spanContext().traceId)}`,
    );
  });
  const forked = sdk.getCurrentScope().clone();
  forked.setTag("forked", "yes");
  sdk.startSpan({ name: "elsewhere", scope: forked }, () => sdk.captureMessage("inside"));
  sdk.startSpan({ name: "only below another", onlyIfParent: true }, () => {});
  sdk.withActiveSpan(null, () => sdk.captureMessage("without a span"));
}
