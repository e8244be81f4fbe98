import type { Client, Integration } from "@vedette/core";
import type { NodeOptions } from "../boot/options.ts";
import { connectionTo, type ConnectionOptions } from "../transport/proxy.ts";
import { handOver } from "./hand-over.ts";

/** Milliseconds. */
export const DEFAULT_SHUTDOWN_TIMEOUT = 2000;

/**
 * Delivers what is left when the process ends: in peace when the event loop runs dry, from a helper thread when `process.exit` or an
 * uncaught exception leaves no time. The exit code and everything that Node prints stay as they are.
 */
export function processEndIntegration(options: Pick<NodeOptions, "shutdownTimeout" | "proxy" | "caCerts"> = {}): Integration {
  const { shutdownTimeout = DEFAULT_SHUTDOWN_TIMEOUT } = options;
  return {
    name: "ProcessEnd",
    start(client) {
      let gaveUp = false;
      const onBeforeExit = (): void => {
        if (!gaveUp) void finish();
      };
      const finish = async (): Promise<void> => {
        // A flush with something to do keeps the loop busy, so this event comes again: until nothing is left, or in vain.
        client.collect();
        if (client.idle) return;
        gaveUp = !(await client.flush(shutdownTimeout));
      };
      const onExit = (): void => {
        if (!gaveUp) leave(client, shutdownTimeout, options);
      };
      process.on("beforeExit", onBeforeExit);
      process.on("exit", onExit);
      return () => {
        process.off("beforeExit", onBeforeExit);
        process.off("exit", onExit);
      };
    },
  };
}

function leave(client: Client, timeout: number, options: ConnectionOptions): void {
  const parcel = client.takeUndelivered();
  if (parcel.bodies.length === 0) return;
  let statuses: readonly number[] = [];
  try {
    const answer = handOver(parcel, timeout, connectionTo(parcel.url, options));
    ({ statuses } = answer);
    const delivered = statuses.filter((status) => status >= 200 && status < 300).length;
    const late = answer.timedOut ? `; gave up after ${timeout} ms` : "";
    client.log(`${delivered} of ${parcel.bodies.length} envelopes were delivered while the process ended${late}`);
  } catch (error) {
    client.log(`envelopes could not be delivered while the process ended: ${String(error)}`);
  }
  const { spool } = client.platform;
  for (const [index, body] of parcel.bodies.entries()) if ((statuses[index] ?? 0) === 0 || (statuses[index] ?? 0) >= 500) spool?.keep(body);
}
