// node --import instrument.mjs start.mjs SCENARIO: the same as a module.
import { options } from "./shop.cjs";

const Sentry = await import(process.env.SDK);
Sentry.init(options());
globalThis.Sentry = Sentry;
