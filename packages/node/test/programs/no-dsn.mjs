// Without a DSN nothing may keep the process alive or be written.
import * as sdk from "@vedette/node";

delete process.env.SENTRY_DSN;
sdk.init({});
sdk.captureException(new Error("into the void"));
sdk.logger.info("nothing");
sdk.startSpan({ name: "x" }, () => sdk.addBreadcrumb({ message: "nothing" }));
console.log(sdk.isEnabled(), await sdk.flush(1000));
