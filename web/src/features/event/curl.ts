import type { RequestPart } from "./event-parts.ts";

/** One shell word: as it is where that is safe, else in single quotes, within which only the quote itself is special. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

const computed = new Set(["host", "content-length", "connection", "accept-encoding", "transfer-encoding", "cookie"]);

/** The request of an event as a curl command that can be pasted into a POSIX shell. */
export function curlCommand(request: RequestPart): string {
  const isFiltered = (value: string) => value === "[Filtered]" || value === "[REDACTED]";
  const method = (request.method ?? "GET").toUpperCase();
  const body = bodyText(request.body);
  const parts = [`curl ${shellWord(fullUrl(request))}`];
  if (method === "HEAD") parts.push("--head");
  else if (method !== (body === null ? "GET" : "POST")) parts.push(`-X ${shellWord(method)}`);
  for (const [name, value] of request.headers) {
    if (!computed.has(name.toLowerCase()) && !isFiltered(value)) parts.push(`-H ${shellWord(`${name}: ${value}`)}`);
  }
  if (request.headers.some(([name, value]) => name.toLowerCase() === "accept-encoding" && value !== "")) parts.push("--compressed");
  const cookies = request.cookies.filter(([, value]) => !isFiltered(value)).map(([name, value]) => `${name}=${value}`);
  if (cookies.length > 0) parts.push(`-b ${shellWord(cookies.join("; "))}`);
  // Not -d: it would drop line ends, and read a file where the body starts with @.
  if (body !== null) parts.push(`--data-raw ${shellWord(body)}`);
  return parts.join(" \\\n  ");
}

function fullUrl(request: RequestPart): string {
  const url = request.url ?? "";
  if (request.query.length === 0 || url.includes("?")) return url;
  return `${url}?${new URLSearchParams(request.query.map(([name, value]) => [name, value])).toString()}`;
}

function bodyText(body: unknown): string | null {
  if (body === null || body === undefined || body === "") return null;
  return typeof body === "string" ? body : JSON.stringify(body);
}
