import { setTimeout as sleep } from "node:timers/promises";

/** Nested, manual, failing and continued spans. */
export default async function ({ sdk, init }) {
  init({ tracesSampleRate: 1, traceLifecycle: "static" });
  sdk.setUser({ id: "u-42" });
  sdk.setTag("tenant", "acme");
  await sdk.startSpan({ name: "nightly import", op: "queue.process", attributes: { "messaging.system": "kafka", batch: 3 } }, async () => {
    await sdk.startSpan({ name: "SELECT * FROM orders WHERE id = $1", op: "db.query", attributes: { "db.system": "postgresql" } }, () => sleep(5));
    await sdk.startSpan({ name: "render invoice", op: "function" }, async (span) => {
      await sdk.startSpan({ name: "embed fonts", op: "resource" }, () => sleep(2));
      span.setStatus({ code: 2, message: "not_found" });
    });
    const manual = sdk.startInactiveSpan({ name: "left open by hand", op: "task" });
    manual.setAttribute("ratio", 0.25);
    manual.end();
    sdk.captureException(new Error("inside the span"));
    try {
      await sdk.startSpan({ name: "failing step", op: "function" }, () => {
        throw new Error("step failed");
      });
    } catch {
      // expected
    }
  });
  const baggage =
    "sentry-trace_id=771a43a4192642f0b136d5159a501700,sentry-public_key=0123456789abcdef0123456789abcdef,sentry-release=frontend%401.0.0,sentry-sample_rate=0.25,sentry-sampled=true,other=vendor";
  sdk.continueTrace({ sentryTrace: "771a43a4192642f0b136d5159a501700-7b4a1b2c3d4e5f60-1", baggage }, () =>
    sdk.startSpan({ name: "handle message", op: "queue.process" }, () => sdk.captureException(new Error("in a continued trace"))),
  );
  sdk.continueTrace({ sentryTrace: "881a43a4192642f0b136d5159a501700-7b4a1b2c3d4e5f60-0" }, () =>
    sdk.startSpan({ name: "unsampled" }, () => sdk.captureException(new Error("in an unsampled trace"))),
  );
}
