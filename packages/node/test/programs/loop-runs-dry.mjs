// Nothing keeps the process alive but what is still to be delivered.
import * as sdk from "@vedette/node";

sdk.init({ dsn: process.env.SENTRY_DSN, release: "r@1", shutdownTimeout: 60_000 });
sdk.metrics.count("runs");
sdk.captureMessage("at the end");
