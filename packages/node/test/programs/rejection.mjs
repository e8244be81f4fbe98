import * as sdk from "@vedette/node";

sdk.init({ dsn: process.env.SENTRY_DSN, release: "r@1", shutdownTimeout: 60_000 });
void Promise.reject(new RangeError("nobody listens"));
