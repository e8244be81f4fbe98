import type { HttpClient } from "@vedette/core";
import type { Agent, IncomingMessage, RequestOptions } from "node:http";
import type { Duplex } from "node:stream";
import type { ConnectionOptions as TlsOptions } from "node:tls";
import { http, https, tls } from "../boot/built-in.ts";
import { outsideFrames } from "../context/async-context.ts";
import { connectionTo, type Connection, type ConnectionOptions } from "./proxy.ts";

/** Bytes of an answer that are kept: enough for an id and an error text. */
const MAX_BODY = 64 * 1024;

/**
 * The default client: `node:https` or `node:http` with connections that stay open. The module is loaded with the first event, since it
 * costs an idle process several milliseconds and megabytes.
 */
export function createNodeHttpClient(options: ConnectionOptions = {}): HttpClient {
  let agent: Agent | undefined;
  let known: Known | undefined;
  return {
    async post(url, headers, body, { signal }) {
      const secure = url.startsWith("https:");
      if (known?.url !== url) known = addressOf(url, connectionTo(url, options));
      agent ??= createAgent(known.connection, secure);
      const length = typeof body === "string" ? Buffer.byteLength(body) : body.byteLength;
      const request = { ...known.address, method: "POST", agent, headers: { ...headers, ...known.proxyHeaders, "content-length": length } };
      return outsideFrames(
        () =>
          new Promise((resolve, reject) => {
            const sent = (secure ? https() : http()).request(request, (response) => {
              collect(response, (text) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }), reject);
            });
            // Not the request's own option for signals: it costs as much as the rest of the request.
            signal.addEventListener("abort", () => sent.destroy(signal.reason instanceof Error ? signal.reason : undefined), { once: true });
            sent.on("error", reject);
            // An open connection must not keep a finished program running; `ProcessEnd` waits for what is on its way, for as long as it may.
            sent.on("socket", (socket) => socket.unref());
            sent.end(body);
          }),
      );
    },
    stop() {
      agent?.destroy();
      agent = undefined;
    },
  };
}

interface Known {
  readonly url: string;
  readonly address: RequestOptions;
  readonly proxyHeaders: Readonly<Record<string, string>>;
  readonly connection: Connection;
}

function addressOf(url: string, connection: Connection): Known {
  const { protocol, hostname, port, pathname, search, host } = new URL(url);
  const { proxy } = connection;
  // A proxy is asked for the whole address where anybody may listen anyway; else for a tunnel, by the agent.
  if (proxy && protocol === "http:") {
    const address = { protocol: proxy.protocol, hostname: proxy.hostname, port: proxy.port, path: url };
    return { url, address, proxyHeaders: { ...proxy.headers, host }, connection };
  }
  // Node wants IPv6 addresses bare.
  const address = { protocol, hostname: hostname.replace(/^\[(.*)\]$/, "$1"), ...(port === "" ? {} : { port }), path: `${pathname}${search}` };
  return { url, address, proxyHeaders: {}, connection };
}

function createAgent({ proxy, ca }: Connection, secure: boolean): Agent {
  const options = { keepAlive: true, maxSockets: 10, timeout: 30_000 };
  if (!secure) return new (http().Agent)(options);
  const agent = new (https().Agent)({ ...options, ...(ca && { ca: withKnown(ca) }) });
  if (!proxy) return agent;
  const plain = proxy.protocol === "https:" ? https() : http();
  const connect = (to: TlsOptions, done: (error: Error | null, socket?: Duplex) => void): void => {
    const target = `${String(to.host)}:${to.port ?? 443}`;
    const request = plain.request({ method: "CONNECT", hostname: proxy.hostname, port: proxy.port, path: target, headers: { ...proxy.headers, host: target } });
    request.on("connect", (response, socket) => {
      if (response.statusCode === 200) return done(null, tls().connect({ ...to, socket }));
      socket.destroy();
      done(new Error(`the proxy ${proxy.hostname}:${proxy.port} answered ${response.statusCode}`));
    });
    request.on("error", done);
    request.end();
  };
  // Of this one agent.
  Reflect.set(agent, "createConnection", connect);
  return agent;
}

/** Given authorities would replace those that Node knows. */
function withKnown(ca: readonly (string | Uint8Array)[]): (string | Buffer)[] {
  return [...tls().rootCertificates, ...ca.map((one) => (typeof one === "string" ? one : Buffer.from(one)))];
}

function collect(response: IncomingMessage, done: (text: string) => void, failed: (error: Error) => void): void {
  let text = "";
  response.setEncoding("utf8");
  response.on("data", (chunk) => {
    if (text.length < MAX_BODY) text += String(chunk);
  });
  response.on("end", () => done(text));
  response.on("error", failed);
  response.on("aborted", () => failed(new Error("the connection was closed in the middle of the answer")));
}
