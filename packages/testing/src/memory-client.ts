import { gunzipSync } from "node:zlib";
import type { HttpClient, HttpResponse } from "@vedette/core";
import { decodeEnvelope, type ReceivedEnvelope } from "./received.ts";

/** An HTTP client that keeps what it is given, in the order of its arrival. */
export interface MemoryClient extends HttpClient {
  readonly envelopes: ReceivedEnvelope[];
  /** Answers instead of 200; may throw like a network. */
  respond: ((envelope: ReceivedEnvelope) => HttpResponse | Promise<HttpResponse>) | undefined;
}

/** An HTTP client that keeps what it is given. For `init({ httpClient })`. */
export function createMemoryClient(): MemoryClient {
  const client: MemoryClient = {
    envelopes: [],
    respond: undefined,
    async post(url, headers, body) {
      const plain = headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
      const envelope = decodeEnvelope(plain, { url, headers });
      const response = client.respond
        ? await client.respond(envelope)
        : { status: 200, headers: {}, body: JSON.stringify({ id: envelope.headers["event_id"] }) };
      if (response.status < 300) client.envelopes.push(envelope);
      return response;
    },
  };
  return client;
}
