// node start.cjs SCENARIO: the SDK first, as its manual says, then the program. Package name from SDK, DSN from DSN.
const Sentry = require(process.env.SDK);
const { main, options } = require("./shop.cjs");

Sentry.init(options());
globalThis.Sentry = Sentry;
void main(process.argv[2]);
