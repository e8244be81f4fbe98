import { createOperations } from "./generated/operations.ts";

export interface ClientOptions {
  /** Without a trailing slash; the page's own origin when left out. */
  readonly baseUrl?: string;
  /** A Bearer token. Left out in the browser: the session cookie speaks. */
  readonly token?: string;
  readonly fetch?: typeof globalThis.fetch;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** One page of a list, with the cursors of its neighbours; null at the ends. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
  readonly previous: string | null;
  /** Matches in all, counted up to `maxHits`; null where the server does not say. */
  readonly hits: number | null;
  readonly maxHits: number | null;
}

/** Any answer but the wanted one. `status` 0: the server could not be reached. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  /** The row of the server's error table, e.g. `missingScope`; null when something else answered, say a proxy. */
  readonly code: string | null;
  /** Messages by field, for forms. */
  readonly fields: Readonly<Record<string, readonly string[]>>;

  constructor(status: number, code: string | null, detail: string, fields: Readonly<Record<string, readonly string[]>>) {
    super(detail);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

type QueryValue = string | number | boolean | readonly (string | number)[] | undefined;

interface OperationRequest extends CallOptions {
  readonly method: string;
  /** Below `/api/0`, parameters encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: unknown;
}

/** How generated operations reach the server. */
export interface Sender {
  one<Answer>(request: OperationRequest): Promise<Answer>;
  page<Row>(request: OperationRequest): Promise<Page<Row>>;
}

export type Client = ReturnType<typeof createOperations>;

/**
 * A client of the API with one method for each operation.
 * @example const { rows } = await createClient({ baseUrl, token }).listOrganizations();
 */
export function createClient(options: ClientOptions = {}): Client {
  return createOperations(createSender(options));
}

function createSender({ baseUrl = "", token, fetch = globalThis.fetch.bind(globalThis) }: ClientOptions): Sender {
  async function send({ method, path, query, body, signal }: OperationRequest): Promise<Response> {
    const headers = new Headers({ accept: "application/json", "x-vedette-csrf": "1" });
    if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
    if (body !== undefined) headers.set("content-type", "application/json");
    const response = await fetch(`${baseUrl}/api/0${path}${searchOf(query ?? {})}`, {
      method,
      headers,
      credentials: "same-origin",
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    }).catch((error: unknown) => {
      if (signal?.aborted === true) throw error;
      throw new ApiError(0, null, "The server cannot be reached.", {});
    });
    if (!response.ok) throw await errorOf(response);
    return response;
  }
  return {
    async one(request) {
      return valueOf(await send(request));
    },
    async page(request) {
      const response = await send(request);
      const number = (name: string): number | null => (response.headers.has(name) ? Number(response.headers.get(name)) : null);
      return { rows: await valueOf(response), ...parseLink(response.headers.get("link") ?? ""), hits: number("x-hits"), maxHits: number("x-max-hits") };
    },
  };
}

/** The one place where the server is trusted to answer as its own types say. */
async function valueOf<Answer>(response: Response): Promise<Answer> {
  const text = await response.text();
  return JSON.parse(text === "" ? "null" : text);
}

function searchOf(query: Readonly<Record<string, QueryValue>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) search.append(name, String(one));
  }
  return search.size === 0 ? "" : `?${search.toString()}`;
}

/** Cursors of the Link header; null where it says that there is nothing more. */
export function parseLink(header: string): { readonly next: string | null; readonly previous: string | null } {
  const cursor = (relation: string): string | null => new RegExp(`rel="${relation}"; results="true"; cursor="([^"]*)"`).exec(header)?.[1] ?? null;
  return { next: cursor("next"), previous: cursor("previous") };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

async function errorOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const code = response.headers.get("x-vedette-error");
  const entries = isRecord(body) ? Object.entries(body) : [];
  const detail = isRecord(body) && typeof body["detail"] === "string" ? body["detail"] : undefined;
  const fields = Object.fromEntries(entries.flatMap(([name, messages]) => (Array.isArray(messages) ? [[name, messages.map(String)]] : [])));
  const summary = Object.entries(fields).map(([name, messages]) => `${name}: ${messages.join(" ")}`);
  return new ApiError(response.status, code, detail ?? (summary.join("; ") || `The server answered ${response.status}.`), fields);
}
