import type { IncomingMessage } from "node:http";
import { isWebRequest, type AnyRequest } from "./request-facts.ts";

/** Bodies above this are left out, never cut: half a document misleads. */
export const MAX_BODY = 10_000;

/** Reads a body when it is asked for; undefined as long as it is not whole, and for good when it is too long or no text. */
export type BodyReader = () => unknown;

export interface RecordedBody {
  readonly read: BodyReader;
  /** Resolves when it is whole, where that needs nobody to read it. */
  readonly arriving?: Promise<void> | undefined;
}

/** Listens in while the application reads the body, so that it costs no second copy on the way and no change of order. */
export function recordBody(request: AnyRequest): RecordedBody {
  return isWebRequest(request) ? recordWeb(request) : recordNode(request);
}

function recordNode(request: IncomingMessage): RecordedBody {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // What came before us is missing, and so the body is.
  let broken = request.readableLength > 0 || request.complete;
  let whole = false;
  const original = request.push.bind(request);
  /** Of this one request: Node's parser hands over every chunk here, at the end null. */
  request.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    if (chunk === null) whole = true;
    else if (chunk instanceof Uint8Array) size += chunk.byteLength;
    else broken = true;
    if (size > MAX_BODY || broken) chunks.length = 0;
    else if (chunk instanceof Uint8Array) chunks.push(chunk);
    return original(chunk, encoding);
  };
  const read = (): unknown =>
    whole && !broken && size > 0 && size <= MAX_BODY ? parseBody(Buffer.concat(chunks), request.headers["content-type"] ?? "") : undefined;
  return { read };
}

function recordWeb(request: Request): RecordedBody {
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!request.body || !(length > 0 && length <= MAX_BODY)) return { read: () => undefined };
  let body: unknown;
  const fetchCopy = async (): Promise<void> => {
    const bytes = new Uint8Array(await request.clone().arrayBuffer());
    if (bytes.byteLength === length) body = parseBody(bytes, request.headers.get("content-type") ?? "");
  };
  return { read: () => body, arriving: fetchCopy().catch(() => undefined) };
}

/** Documents as data, so that their secrets are found by name; other text as it is; undefined for what is no text. */
function parseBody(bytes: Uint8Array, contentType: string): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
  if (/^multipart\//i.test(contentType)) return undefined;
  if (/^application\/x-www-form-urlencoded/i.test(contentType)) return Object.fromEntries(new URLSearchParams(text));
  if (!/[/+]json/i.test(contentType)) return text;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}
