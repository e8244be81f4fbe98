import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { gunzipSync } from "node:zlib";
import { decodeEnvelope, type ReceivedEnvelope } from "./received.ts";

/** What the server answers. */
export interface FakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
}

/** A server that takes what an SDK sends and remembers it. */
export interface FakeIngest {
  /** For `init`. */
  readonly dsn: string;
  readonly url: string;
  /** In the order of their arrival. */
  readonly envelopes: readonly ReceivedEnvelope[];
  /** What came while the answer was a status of 300 or more. */
  readonly refused: readonly ReceivedEnvelope[];
  /** What the server answers from now on; undefined: 200 with the event's id. `hang` never answers. */
  answerWith(answer: FakeAnswer | "hang" | "reset" | undefined): void;
  /** Resolves when the condition holds, looked at with every envelope. Rejects after `timeout` milliseconds (default 20000). */
  waitFor(condition: (envelopes: readonly ReceivedEnvelope[]) => boolean, timeout?: number): Promise<readonly ReceivedEnvelope[]>;
  stop(): Promise<void>;
}

/** An ingest server on a free port of this machine: real sockets, real framing, and answers as bad as a test wants them. */
export async function startFakeIngest(): Promise<FakeIngest> {
  const envelopes: ReceivedEnvelope[] = [];
  const refused: ReceivedEnvelope[] = [];
  const watchers = new Set<() => void>();
  let answer: FakeAnswer | "hang" | "reset" | undefined;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const envelope = await receive(request);
    if (answer === "reset") request.socket.destroy();
    else if (answer !== "hang") {
      (!answer || answer.status < 300 ? envelopes : refused).push(envelope);
      reply(response, answer ?? { status: 200, body: JSON.stringify({ id: envelope.headers["event_id"] }) });
    }
    for (const look of watchers) look();
  };
  // A client that goes away in the middle is one of the things that are tested.
  const server = createServer((request, response) => void handle(request, response).catch(() => response.destroy()));
  const port = await listen(server);
  return {
    dsn: `http://0123456789abcdef0123456789abcdef@127.0.0.1:${port}/42`,
    url: `http://127.0.0.1:${port}`,
    envelopes,
    refused,
    answerWith(next) {
      answer = next;
    },
    waitFor: (condition, timeout = 20_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          watchers.delete(look);
          reject(new Error(`the condition did not hold within ${timeout} ms; ${envelopes.length} envelopes came`));
        }, timeout);
        const look = (): void => {
          if (!condition(envelopes)) return;
          clearTimeout(timer);
          watchers.delete(look);
          resolve(envelopes);
        };
        watchers.add(look);
        look();
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function receive(request: IncomingMessage): Promise<ReceivedEnvelope> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  const bytes = request.headers["content-encoding"] === "gzip" ? gunzipSync(raw) : raw;
  return decodeEnvelope(bytes, { url: request.url ?? "", headers: request.headers });
}

function reply(response: ServerResponse, { status, headers = {}, body = "" }: FakeAnswer): void {
  // As real servers do: a browser reads the answer only with it.
  const cors = { "access-control-allow-origin": "*", "access-control-expose-headers": "x-sentry-error, x-sentry-rate-limits, retry-after" };
  response.writeHead(status, { "content-type": "application/json", ...cors, ...headers });
  response.end(body);
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (typeof address === "object" && address) resolve(address.port);
      else reject(new Error("the server has no port"));
    });
  });
}
