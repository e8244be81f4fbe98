/** A response as the transport needs it. Header names in any case. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string | Uint8Array;
}

/**
 * Posts envelopes. `post` is all it takes; retries, rate limits, compression and queueing stay in the SDK. `signal` tells when an attempt is
 * given up; it is made when it is read, so a copy of the options made by spreading lacks it.
 *
 * If `start` or `stop` exist, `init` and `close` call them; without them the application owns the client's life cycle.
 * Whatever `post` throws, and any response that is not of this shape, counts as a network error and is retried.
 */
export interface HttpClient {
  start?(): void | Promise<void>;
  stop?(): void | Promise<void>;
  post(url: string, headers: Readonly<Record<string, string>>, body: string | Uint8Array, options: { readonly signal: AbortSignal }): Promise<HttpResponse>;
}

/** The server did not take an envelope. */
export class DeliveryError extends Error {
  override readonly name = "DeliveryError";
  /** Its last answer. */
  readonly response: HttpResponse;

  constructor(message: string, response: HttpResponse) {
    super(message);
    this.response = response;
  }
}

class MalformedResponseError extends Error {
  override readonly name = "MalformedResponseError";
}

/** Throws unless the value is a usable response: status 200 to 599, headers an object, body text or bytes. */
export function checkResponse(value: unknown): HttpResponse {
  if (typeof value !== "object" || value === null) throw new MalformedResponseError("the HTTP client resolved to no object");
  const { status, headers, body }: { readonly status?: unknown; readonly headers?: unknown; readonly body?: unknown } = value;
  if (!isStatus(status)) throw new MalformedResponseError(`the HTTP client resolved to status ${String(status)}; an integer from 200 to 599 is needed`);
  if (!isHeaders(headers)) throw new MalformedResponseError("the HTTP client resolved to headers that are no object");
  if (typeof body !== "string" && !isBytes(body)) throw new MalformedResponseError("the HTTP client resolved to a body that is neither a string nor bytes");
  // Read once, here, where what a foreign object throws is caught.
  return { status, headers: isIterable(headers) ? Object.fromEntries(headers) : { ...headers }, body };
}

const isStatus = (value: unknown): value is number => typeof value === "number" && Number.isInteger(value) && value >= 200 && value <= 599;
const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array;
const isHeaders = (value: unknown): value is HttpResponse["headers"] | Iterable<readonly [string, string]> => typeof value === "object" && value !== null;
/** The `Headers` of `fetch`, as JavaScript may hand them over, or a `Map`. */
const isIterable = (value: object): value is Iterable<readonly [string, string]> => Symbol.iterator in value;

/** The value of a header whatever the case of its name; several values joined by commas. */
export function headerValue(headers: HttpResponse["headers"], name: string): string | undefined {
  for (const key of Object.keys(headers)) {
    if (key.length !== name.length || key.toLowerCase() !== name) continue;
    const value = headers[key];
    if (value === undefined) continue;
    return typeof value === "string" ? value : value.join(", ");
  }
  return undefined;
}

/** Uses the platform's `fetch`. */
export function createFetchClient(fetchFunction: typeof fetch = fetch): HttpClient {
  return {
    async post(url, headers, body, { signal }) {
      const bytes = typeof body === "string" ? body : body.slice();
      const response = await fetchFunction(url, { method: "POST", headers: { ...headers }, body: bytes, signal, referrerPolicy: "strict-origin" });
      return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
    },
  };
}
