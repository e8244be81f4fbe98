// node spool.mjs FOLDER [MESSAGE]: captures the message, if there is one; what cannot be delivered goes into the folder.
import * as sdk from "@vedette/node";

const [, , folder, message] = process.argv;
sdk.init({ dsn: process.env.SENTRY_DSN, release: "r@1", autoSessionTracking: false, shutdownTimeout: 60_000, retryDelays: [], spool: { folder } });
if (message) sdk.captureMessage(message);
// One way to end is `process.exit`, the other that the work is done.
if (message === "at exit") setImmediate(() => process.exit(4));
