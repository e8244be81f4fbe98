import type { IncomingMessage, ServerResponse } from "node:http";

/** A request of Node or of the web platform. */
export type AnyRequest = IncomingMessage | Request;

/** What is read of a request of Node; a stream of HTTP/2 tells the same. */
export interface NodeRequest extends Pick<IncomingMessage, "method" | "url" | "headers"> {
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** What both kinds of request have. */
export interface RequestFacts {
  readonly method: string | undefined;
  /** Path and query, as the client asked for them. */
  readonly path: string;
  readonly origin: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Of the other end of the connection, where the platform knows it. */
  readonly address: string | undefined;
}

export function factsOf(request: NodeRequest | Request): RequestFacts {
  return isWebRequest(request) ? webFacts(request) : new NodeFacts(request);
}

/** Not by `instanceof`: the first touch of the global `Request` costs Node 20 ms and 5 MB. */
export const isWebRequest = (request: NodeRequest | Request): request is Request => !("socket" in request);

/** Not Fastify's objects, which have one as `raw`. */
export const isNodeRequest = (value: unknown): value is IncomingMessage =>
  typeof value === "object" && value !== null && "headers" in value && "socket" in value && !("raw" in value);
export const isNodeResponse = (value: unknown): value is ServerResponse =>
  typeof value === "object" && value !== null && "writeHead" in value && !("raw" in value);

/** Read when somebody asks: the address of the other end is a system call the first time, and a transaction needs no origin. */
class NodeFacts implements RequestFacts {
  readonly #request: NodeRequest;

  constructor(request: NodeRequest) {
    this.#request = request;
  }

  get method(): string | undefined {
    return this.#request.method;
  }

  get path(): string {
    return pathOf(this.#request);
  }

  get origin(): string {
    const { socket, headers } = this.#request;
    const scheme = headers[":scheme"] ?? ("encrypted" in socket && socket.encrypted === true ? "https" : "http");
    return `${String(scheme)}://${hostOf(headers) ?? "localhost"}`;
  }

  get headers(): IncomingMessage["headers"] {
    return this.#request.headers;
  }

  get address(): string | undefined {
    return this.#request.socket.remoteAddress;
  }
}

/** HTTP/2 says it in a header of its own. */
export function hostOf(headers: RequestFacts["headers"]): string | undefined {
  const host = headers["host"] ?? headers[":authority"];
  return typeof host === "string" ? host : undefined;
}

function webFacts({ method, url, headers }: Request): RequestFacts {
  const { origin, pathname, search } = new URL(url);
  return { method, path: `${pathname}${search}`, origin, headers: Object.fromEntries(headers), address: undefined };
}

/** Frameworks rewrite `url` while they route; `originalUrl` keeps what the client asked for. */
export function pathOf(request: NodeRequest): string {
  return "originalUrl" in request && typeof request.originalUrl === "string" ? request.originalUrl : (request.url ?? "/");
}

export function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** The address that a proxy names first, else that of the connection. */
export function clientAddress({ headers, address }: RequestFacts): string | undefined {
  const forwarded = headers["x-forwarded-for"];
  const first = (Array.isArray(forwarded) ? forwarded[0] : forwarded)?.split(",", 1)[0]?.trim();
  return first || address;
}
