// The SDK in a worker thread.
import { isMainThread, Worker } from "node:worker_threads";
import * as sdk from "@vedette/node";

if (isMainThread) start();
else {
  sdk.init({ dsn: process.env.SENTRY_DSN, release: "r@1", shutdownTimeout: 60_000 });
  sdk.captureException(new Error("from a worker"));
  await sdk.flush(60_000);
}

function start() {
  return new Worker(new URL(import.meta.url));
}
