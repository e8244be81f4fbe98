import { captureException, close, init, type HttpClient } from "@vedette/node";
import { Agent, request } from "undici";

// An application that posts events with its own HTTP client, here undici with a pool of its own, instead of the SDK's. Queueing, retries, limits
// and compression stay in the SDK. `start` and `stop` are optional: the SDK then owns the client's life; here it does.

class UndiciClient implements HttpClient {
  #agent: Agent | undefined;

  start(): void {
    this.#agent = new Agent({ connections: 10, headersTimeout: 5000 });
    console.log("client started");
  }

  async post(url: string, headers: Readonly<Record<string, string>>, body: string | Uint8Array, { signal }: { readonly signal: AbortSignal }) {
    const answer = await request(url, { method: "POST", headers, body, signal, ...(this.#agent ? { dispatcher: this.#agent } : {}) });
    console.log(`posted to ${new URL(url).pathname}: ${answer.statusCode}`);
    return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() };
  }

  async stop(): Promise<void> {
    await this.#agent?.close();
    console.log("client stopped");
  }
}

init({ environment: "development", httpClient: new UndiciClient(), autoSessionTracking: false });

// The default returns at once; with `wait` the fate of this one event is known.
const { status, id } = await captureException(new Error("posted by our own client"), { wait: true });
console.log(`${id} ${status}`);
await close(2000);
