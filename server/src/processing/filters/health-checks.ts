import type { MakeFilter } from "./filter-reason.ts";

/** The globs of `protocol.md` §13: something with the word in it, or a path that ends in one of the usual names. */
const check = /healthcheck|heartbeat|\/(?:health[yz]?|livez?|readyz?|ping)$/i;

/** Transactions by which something finds out that the service runs. */
export const healthChecks: MakeFilter = ({ healthChecks: active }) =>
  active ? ({ transaction }) => transaction !== undefined && check.test(transaction) : undefined;
