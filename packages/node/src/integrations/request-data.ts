import type { CollectOptions, RequestData } from "@vedette/core";
import { MAX_BODY } from "./request-body.ts";
import { clientAddress, splitOnce, type RequestFacts } from "./request-facts.ts";

/** Headers that tell who somebody is or let others act as them: sent only when asked for (the list of sentry-go). */
const SENSITIVE_HEADERS = new Set([
  "_csrf", "_csrf_token", "_session", "_xsrf", "api-key", "apikey", "auth", "authorization", "cookie", "credentials", "csrf", "csrf-token", "csrftoken",
  "forwarded", "ip-address", "passwd", "password", "private-key", "privatekey", "proxy-authorization", "remote-addr", "secret", "session", "sessionid", "set-cookie",
  "token", "user-session", "x-api-key", "x-csrftoken", "x-forwarded-for", "x-real-ip", "xsrf-token", "true-client-ip", "cf-connecting-ip",
]); // prettier-ignore

export type Collect = Readonly<Record<keyof CollectOptions, boolean>>;

/** Everything with `sendDefaultPii`, nothing personal without; `collect` decides one by one. */
export function collectOf(sendDefaultPii = false, collect: CollectOptions = {}): Collect {
  const all = { ip: sendDefaultPii, cookies: sendDefaultPii, headers: sendDefaultPii, body: sendDefaultPii };
  const given = Object.fromEntries(Object.entries(collect).filter(([, value]) => value !== undefined));
  // A query string is part of the address; the scrubber looks after its secrets.
  return { ...all, query: true, ...given };
}

/** What of a request an event may show. `body`: as the application parsed it, or as it came; undefined: nobody read it. */
export function requestData(request: RequestFacts, collect: Collect, body?: unknown, showBody = collect.body): RequestData {
  const { method, headers, origin } = request;
  const [path, query] = splitOnce(request.path, "?");
  const cookie = collect.cookies ? headers["cookie"] : undefined;
  const data: RequestData = { url: `${origin}${path}`, method, headers: headersOf(headers, collect) };
  if (query !== "" && collect.query) data.query_string = query;
  if (typeof cookie === "string") data.cookies = cookiesOf(cookie);
  const address = collect.ip ? clientAddress(request) : undefined;
  if (address !== undefined) data.env = { REMOTE_ADDR: address };
  return showBody ? { ...data, ...bodyOf(body) } : data;
}

function headersOf(headers: RequestFacts["headers"], collect: Collect): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name in headers) {
    if (!Object.prototype.hasOwnProperty.call(headers, name)) continue;
    const value = headers[name];
    // Method, path and the like of HTTP/2, which are told otherwise.
    if (value === undefined || name.startsWith(":") || (name === "cookie" && !collect.cookies)) continue;
    if (!collect.headers && SENSITIVE_HEADERS.has(name)) continue;
    kept[name] = typeof value === "string" ? value : value.join(", ");
  }
  return kept;
}

function cookiesOf(header: string): Record<string, string> {
  const cookies: Record<string, string> = {};
  for (const part of header.split(";")) {
    const [name, value] = splitOnce(part.trim(), "=");
    if (name !== "") cookies[name] = value;
  }
  return cookies;
}

function bodyOf(body: unknown): { data?: unknown } {
  if (body === undefined || body === null) return {};
  if (typeof body === "string") return body.length <= MAX_BODY ? { data: body } : {};
  if (typeof body !== "object" || ArrayBuffer.isView(body)) return {};
  try {
    const text = JSON.stringify(body);
    return text.length <= MAX_BODY ? { data: body } : {};
  } catch {
    return {};
  }
}
