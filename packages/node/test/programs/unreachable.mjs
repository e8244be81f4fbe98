// The server does not answer; the program must end with its own code in its own time.
import * as sdk from "@vedette/node";

sdk.init({ dsn: process.env.SENTRY_DSN, release: "r@1", shutdownTimeout: 300 });
sdk.captureException(new Error("nobody hears"));
process.exitCode = 3;
