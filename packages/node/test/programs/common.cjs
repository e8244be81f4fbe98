const sdk = require("@vedette/node");

sdk.init({ dsn: process.env.SENTRY_DSN, release: "r@1", shutdownTimeout: 60_000 });
sdk.captureException(new Error("from CommonJS"));
