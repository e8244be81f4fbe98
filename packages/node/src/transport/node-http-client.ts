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
  return {
    async post(url, headers, body, { signal }) {
      const secure = url.startsWith("https:");
      const module = await (loading ??= secure ? import("node:https") : import("node:http"));
      agent ??= new module.Agent({ keepAlive: true, maxSockets: 10, timeout: 30_000 });
      return outsideFrames(
        () =>
          new Promise((resolve, reject) => {
            const length = typeof body === "string" ? Buffer.byteLength(body) : body.byteLength;
            const request = module.request(url, { method: "POST", agent, headers: { ...headers, "content-length": length }, signal }, (response) => {
              collect(response).then((text) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }), reject);
            });
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

async function collect(response: http.IncomingMessage): Promise<string> {
  let text = "";
  response.setEncoding("utf8");
  for await (const chunk of response) if (text.length < MAX_BODY) text += String(chunk);
  return text;
}
