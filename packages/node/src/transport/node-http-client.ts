import type { HttpClient } from "@vedette/core";
import type * as http from "node:http";
import { outsideFrames } from "../context/async-context.ts";

interface Module {
  readonly request: typeof http.request;
  readonly Agent: typeof http.Agent;
}

/** Bytes of an answer that are kept: enough for an id and an error text. */
const MAX_BODY = 64 * 1024;

/**
 * The default client: `node:https` or `node:http` with connections that stay open. The module is loaded with the first event, since it
 * costs an idle process several milliseconds and megabytes.
 */
export function createNodeHttpClient(): HttpClient {
  let agent: http.Agent | undefined;
  let loading: Promise<Module> | undefined;
  let known: { readonly url: string; readonly address: http.RequestOptions } | undefined;
  return {
    async post(url, headers, body, { signal }) {
      const module = await (loading ??= url.startsWith("https:") ? import("node:https") : import("node:http"));
      agent ??= new module.Agent({ keepAlive: true, maxSockets: 10, timeout: 30_000 });
      if (known?.url !== url) known = { url, address: addressOf(url) };
      const length = typeof body === "string" ? Buffer.byteLength(body) : body.byteLength;
      const options = { ...known.address, method: "POST", agent, headers: { ...headers, "content-length": length } };
      return outsideFrames(
        () =>
          new Promise((resolve, reject) => {
            const request = module.request(options, (response) => {
              collect(response, (text) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }), reject);
            });
            // Not the request's own option for signals: it costs as much as the rest of the request.
            signal.addEventListener("abort", () => request.destroy(signal.reason instanceof Error ? signal.reason : undefined), { once: true });
            request.on("error", reject);
            // An open connection must not keep a finished program running; `ProcessEnd` waits for what is on its way, for as long as it may.
            request.on("socket", (socket) => socket.unref());
            request.end(body);
          }),
      );
    },
    stop() {
      agent?.destroy();
      agent = undefined;
    },
  };
}

function addressOf(url: string): http.RequestOptions {
  const { protocol, hostname, port, pathname, search } = new URL(url);
  // Node wants IPv6 addresses bare.
  return { protocol, hostname: hostname.replace(/^\[(.*)\]$/, "$1"), ...(port === "" ? {} : { port }), path: `${pathname}${search}` };
}

function collect(response: http.IncomingMessage, done: (text: string) => void, failed: (error: Error) => void): void {
  let text = "";
  response.setEncoding("utf8");
  response.on("data", (chunk) => {
    if (text.length < MAX_BODY) text += String(chunk);
  });
  response.on("end", () => done(text));
  response.on("error", failed);
  response.on("aborted", () => failed(new Error("the connection was closed in the middle of the answer")));
}
