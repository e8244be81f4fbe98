// The application handles uncaught exceptions itself.
import * as sdk from "@vedette/node";

sdk.init({ dsn: process.env.SENTRY_DSN, release: "r@1", shutdownTimeout: 60_000 });
process.on("uncaughtException", () => console.log("still here"));
setTimeout(() => {
  throw new Error("handled by the application");
}, 5);
