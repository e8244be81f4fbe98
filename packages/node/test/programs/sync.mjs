// Gone in the moment after the capture, without a word to anybody.
import * as sdk from "@vedette/node";

sdk.init({ dsn: process.env.SENTRY_DSN, release: "r@1", shutdownTimeout: 60_000, autoSessionTracking: false, tracesSampleRate: 1, delivery: "sync" });
sdk.startSpan({ name: "work", op: "task" }, () => sdk.captureException(new Error("just before the end")));
process.kill(process.pid, "SIGKILL");
