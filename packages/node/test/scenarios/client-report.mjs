/** Everything that is dropped on purpose is counted. */
export default async function ({ sdk, init }) {
  init({
    tracesSampleRate: 1,
    traceLifecycle: "static",
    beforeSend: (event) => (event.message === "keep me" ? event : null),
    beforeSendTransaction: () => null,
    ignoreErrors: [/ignored by pattern/],
  });
  sdk.captureException(new Error("dropped by beforeSend 1"));
  sdk.captureException(new Error("dropped by beforeSend 2"));
  sdk.captureException(new Error("ignored by pattern"));
  sdk.startSpan({ name: "dropped", op: "task" }, () => {});
  sdk.captureMessage("keep me");
  await sdk.flush(60_000);
}
