/** The one place that opens connections to other machines. */
export interface OutboundRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer> | string;
  /** For the whole exchange, body included. */
  readonly timeoutMs: number;
  /** A longer answer is cut off and the rest not read. */
  readonly maxAnswerBytes: number;
}

export interface OutboundAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The other side could not be reached or did not answer in time. The message names it. */
export class OutboundFailed extends Error {
  override readonly name = "OutboundFailed";
}

/**
 * Sends one request and reads the answer. Redirects are not followed: who named the address meant that address. Addresses
 * come from the operator (a DSN on the command line), so private networks are allowed.
 */
export async function sendOutside(url: string, request: OutboundRequest): Promise<OutboundAnswer> {
  const { timeoutMs, maxAnswerBytes, headers = {}, ...rest } = request;
  try {
    const response = await fetch(url, {
      ...rest,
      headers: { "user-agent": "vedette", ...headers },
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, headers: response.headers, text: await readUpTo(response, maxAnswerBytes) };
  } catch (error) {
    throw new OutboundFailed(`${new URL(url).host} cannot be reached: ${reasonOf(error)}`, { cause: error });
  }
}

async function readUpTo(response: Response, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk.subarray(0, limit - size));
    size += chunk.length;
    if (size >= limit) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return "no answer in time";
  return error.cause instanceof Error && error.cause.message !== "" ? error.cause.message : error.message;
}
