import type { Worker } from "node:worker_threads";
import type { Parcel } from "@vedette/core";
import { threads } from "../boot/built-in.ts";
import type { Connection } from "../transport/proxy.ts";

/**
 * Posts the bodies from a thread of its own while this one waits: the only way to finish a request in a process that is ending.
 * The thread is plain CommonJS in a string, so that it works from any bundle. It posts one after the other and notes each status.
 */
const THREAD = `
const { workerData } = require("node:worker_threads");
const { url, headers, bodies, shared, proxy, ca } = workerData;
const state = new Int32Array(shared);
const moduleOf = (protocol) => require(protocol === "https:" ? "node:https" : "node:http");
const target = new URL(url);
const secure = target.protocol === "https:";
const tls = ca || (proxy && secure) ? require("node:tls") : undefined;
const trusted = ca ? { ca: [...tls.rootCertificates, ...ca] } : {};
const tunnel = () => new Promise((resolve, reject) => {
  const path = target.hostname + ":" + (target.port || 443);
  moduleOf(proxy.protocol).request({ method: "CONNECT", hostname: proxy.hostname, port: proxy.port, path, headers: { ...proxy.headers, host: path } })
    .on("connect", (response, socket) => (response.statusCode === 200 ? resolve(socket) : reject(socket.destroy())))
    .on("error", reject)
    .end();
});
const wayThere = async () => {
  if (!proxy) return { ask: (options, answered) => moduleOf(target.protocol).request(url, { ...trusted, ...options }, answered) };
  if (!secure) {
    const { protocol, hostname, port } = proxy;
    return { ask: ({ headers, ...options }, answered) =>
      moduleOf(protocol).request({ protocol, hostname, port, path: url, ...options, headers: { ...headers, ...proxy.headers, host: target.host } }, answered) };
  }
  const socket = await tunnel();
  const host = target.hostname;
  const createConnection = () => tls.connect({ socket, host, ...(require("node:net").isIP(host) ? {} : { servername: host }), ...trusted });
  return { ask: (options, answered) => moduleOf("https:").request(url, { ...options, agent: false, createConnection }, answered) };
};
const post = async (body, index) => {
  const { ask } = await wayThere();
  await new Promise((resolve) => {
    const sent = ask({ method: "POST", headers: { ...headers, "content-length": body.byteLength } }, (response) => {
      Atomics.store(state, index + 1, response.statusCode);
      response.resume();
      response.on("close", resolve);
    });
    sent.on("error", resolve);
    sent.end(body);
  });
};
(async () => {
  for (const [index, body] of bodies.entries()) await post(body, index).catch(() => undefined);
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
export function handOver({ url, headers, bodies }: Parcel, timeout: number, connection: Connection = {}): HandOver {
  if (bodies.length === 0 || timeout <= 0) return { statuses: bodies.map(() => 0), timedOut: bodies.length > 0 };
  const shared = new SharedArrayBuffer(4 * (bodies.length + 1));
  const state = new Int32Array(shared);
  const worker = startThread({ url, headers, bodies, shared, ...connection });
  const answer = Atomics.wait(state, 0, 0, timeout);
  worker.unref();
  return { statuses: bodies.map((_, index) => Atomics.load(state, index + 1)), timedOut: answer === "timed-out" };
}

function startThread(workerData: Parcel & Connection & { readonly shared: SharedArrayBuffer }): Worker {
  const { Worker: Thread } = threads();
  // No flags of the parent: a loader or an inspector of the application has no business in this thread.
  return new Thread(THREAD, { eval: true, workerData, execArgv: [], env: {}, stdout: true, stderr: true });
}
