// Reports and leaves in the same breath.
import * as sdk from "@vedette/node";

sdk.init({ dsn: process.env.SENTRY_DSN, release: "r@1", shutdownTimeout: 60_000 });
sdk.captureException(new Error("last words"));
sdk.logger.info("a log as well");
process.exit(7);
