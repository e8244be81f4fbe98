import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { openFileLog } from "../log/files/adapter.ts";
import { readBatch } from "../log/files/read-batch.ts";
import type { EventLog, LogRecord } from "../log/port.ts";
import { createUnpacker } from "../main/unpack-in-thread.ts";
import { createIngest, type Ingest, type IngestDependencies } from "./handler.ts";
import type { KeyAccess } from "./key-cache.ts";
import type { RefusedItems } from "./refusal.ts";

export const KEY = "0123456789abcdef0123456789abcdef";
export const EVENT_ID = "9ec79c33ec9942ab8353589fcb2e04dc";
export const EVENT = `{"event_id":"${EVENT_ID}"}\n{"type":"event"}\n{"message":"x"}`;
export const ENVELOPE_PATH = `/api/42/envelope/?sentry_key=${KEY}`;

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

interface Sending {
  readonly method?: string;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly body?: string | Uint8Array;
}

/** A real server with a real log, and keys from a map that tests may change. */
export interface IngestServer {
  readonly port: number;
  readonly ingest: Ingest;
  readonly keys: Map<string, KeyAccess>;
  readonly refused: RefusedItems[];
  readonly faults: unknown[];
  /** To envelope with a valid key unless told otherwise. */
  send(path: string, sending?: Sending): Promise<Answer>;
  envelope(body: string | Uint8Array, headers?: http.OutgoingHttpHeaders): Promise<Answer>;
  /** What the log has got since the last call. */
  records(): LogRecord[];
  stop(): Promise<void>;
}

export function keyAccess(more: Partial<KeyAccess> = {}, key: Partial<KeyAccess["key"]> = {}): KeyAccess {
  return { key: { id: 7, isActive: true, rateLimit: null, ...key }, projectId: 42, projectStatus: "active", allowedDomains: [], ...more };
}

export async function startIngest(more: Partial<IngestDependencies> = {}): Promise<IngestServer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "vedette-ingest-"));
  const log = await openFileLog({ folder, committedSeq: 0, onWarning: () => undefined });
  const keys = new Map([[KEY, keyAccess()]]);
  const refused: RefusedItems[] = [];
  const faults: unknown[] = [];
  const ingest = createIngest({
    log,
    keyAccess: (publicKey) => Promise.resolve(keys.get(publicKey)),
    pressure: () => undefined,
    onRefused: (items) => refused.push(items),
    onFault: (error) => faults.push(error),
    clock: { now: () => Date.now() },
    trustProxy: false,
    unpackInThread: createUnpacker(),
    ...more,
  });
  const server = http.createServer((request, response) => {
    if (ingest.matches(request.url ?? "")) ingest.handle(request, response);
    else response.writeHead(404).end("not ingest");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const send = (target: string, sending: Sending = {}): Promise<Answer> => exchange(address.port, target, sending);
  return {
    port: address.port,
    ingest,
    keys,
    refused,
    faults,
    send,
    envelope: (body, headers = {}) => send(ENVELOPE_PATH, { body, headers }),
    records: () => drain(log),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await log.close();
      fs.rmSync(folder, { recursive: true });
    },
  };
}

function drain(log: EventLog): LogRecord[] {
  const records: LogRecord[] = [];
  const limit = { records: 1000, bytes: 100_000_000 };
  for (let batch = log.take(limit); batch !== undefined; batch = log.take(limit)) records.push(...readBatch(batch));
  return records;
}

function exchange(port: number, target: string, sending: Sending): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { port, host: "127.0.0.1", path: target, method: sending.method ?? "POST", agent: false, headers: sending.headers ?? {} },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() }));
        response.on("error", reject);
      },
    );
    let answered = false;
    request.on("response", () => {
      answered = true;
    });
    // A server that refuses a body may close before it has all of it.
    request.on("error", (error) => {
      if (!answered) reject(error);
    });
    request.end(sending.body ?? "");
  });
}
