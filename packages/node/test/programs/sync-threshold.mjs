// A flood from synchronous code: with a threshold the program waits for delivery, and nothing overflows the small queue.
import * as sdk from "@vedette/node";

const options = { delivery: "immediate", bufferCapacities: { error: 60 }, overload: { syncThreshold: 50 } };
sdk.init({ dsn: process.env.SENTRY_DSN, release: "r@1", shutdownTimeout: 60_000, autoSessionTracking: false, ...options });
for (let index = 0; index < 400; index++) sdk.captureMessage(`flood ${index}`);
await sdk.flush(60_000);
