import type { Worker } from "node:worker_threads";
import type { Parcel } from "@vedette/core";
import { threads } from "../boot/built-in.ts";

/**
 * Posts the bodies from a thread of its own while this one waits: the only way to finish a request in a process that is ending.
 * The thread is plain CommonJS in a string, so that it works from any bundle. It posts one after the other and notes each status.
 */
const THREAD = `
const { workerData } = require("node:worker_threads");
const { url, headers, bodies, shared } = workerData;
const state = new Int32Array(shared);
const { request } = require(url.startsWith("https:") ? "node:https" : "node:http");
const post = (body, index) => new Promise((resolve) => {
  const sent = request(url, { method: "POST", headers: { ...headers, "content-length": body.byteLength } }, (response) => {
    Atomics.store(state, index + 1, response.statusCode);
    response.resume();
    response.on("close", resolve);
  });
  sent.on("error", resolve);
  sent.end(body);
});
(async () => {
  for (const [index, body] of bodies.entries()) await post(body, index);
  Atomics.store(state, 0, 1);
  Atomics.notify(state, 0);
})();
`;

export interface HandOver {
  /** The server's answer to each body; 0: none. */
  readonly statuses: readonly number[];
  readonly timedOut: boolean;
}

/** Blocks until all is posted, at most `timeout` milliseconds. */
export function handOver({ url, headers, bodies }: Parcel, timeout: number): HandOver {
  if (bodies.length === 0 || timeout <= 0) return { statuses: bodies.map(() => 0), timedOut: bodies.length > 0 };
  const shared = new SharedArrayBuffer(4 * (bodies.length + 1));
  const state = new Int32Array(shared);
  const worker = startThread({ url, headers, bodies, shared });
  const answer = Atomics.wait(state, 0, 0, timeout);
  worker.unref();
  return { statuses: bodies.map((_, index) => Atomics.load(state, index + 1)), timedOut: answer === "timed-out" };
}

function startThread(workerData: Parcel & { readonly shared: SharedArrayBuffer }): Worker {
  const { Worker: Thread } = threads();
  // No flags of the parent: a loader or an inspector of the application has no business in this thread.
  return new Thread(THREAD, { eval: true, workerData, execArgv: [], env: {}, stdout: true, stderr: true });
}
