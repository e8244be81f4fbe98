import type { IncomingMessage, ServerResponse } from "node:http";
import { corsHeaders, preflightHeaders } from "./cors.ts";
import type { Refusal } from "./refusal.ts";

/** A transparent 1x1 GIF: GET requests to the store endpoint come from `new Image().src`. */
const PIXEL = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
/** What a client whose request was refused may still send before its connection is cut. */
const LINGER_BYTES = 1024 * 1024;
const LINGER_MS = 5000;

/** The same for every accepted request, and as a flat list, which Node writes out as it is. */
const ACCEPTED_HEADERS = Object.entries({ ...corsHeaders, "content-type": "application/json", "content-length": `{"id":"${"0".repeat(32)}"}`.length }).flat();

/** `{"id"}` and nothing else with status 200: Elixir's SDK takes any other answer for a failure and sends four times. */
export function answerAccepted(response: ServerResponse, eventId: string): void {
  response.writeHead(200, ACCEPTED_HEADERS);
  response.end(`{"id":"${eventId}"}`);
}

export function answerPixel(response: ServerResponse): void {
  response.writeHead(200, { ...corsHeaders, "content-type": "image/gif", "content-length": PIXEL.length, "cache-control": "no-store" });
  response.end(PIXEL);
}

/** Browsers look at the status of what they report and at nothing else. */
export function answerEmpty(response: ServerResponse): void {
  response.writeHead(200, { ...corsHeaders, "content-length": 0 });
  response.end();
}

/** Crash reporters show the id to their users, as they know it: with hyphens. */
export function answerUuid(response: ServerResponse, eventId: string): void {
  const uuid = eventId.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  response.writeHead(200, { ...corsHeaders, "content-type": "text/plain", "content-length": uuid.length });
  response.end(uuid);
}

/** Kept, and nothing to say about it. */
export function answerCreated(response: ServerResponse): void {
  response.writeHead(201, { ...corsHeaders, "content-length": 0 });
  response.end();
}

/** Kept, to be looked at later. */
export function answerTaken(response: ServerResponse): void {
  response.writeHead(202, { ...corsHeaders, "content-length": 0 });
  response.end();
}

export function answerPreflight(response: ServerResponse): void {
  response.writeHead(204, preflightHeaders);
  response.end();
}

/** Answers, and keeps reading for a moment what the client is still sending: a reset connection would lose the answer. */
export function answerRefused(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: Refusal,
  headers: Readonly<Record<string, string>> = refusal.status === 405 ? { allow: "POST, OPTIONS" } : {},
): void {
  if (response.headersSent || response.destroyed) return;
  const body = JSON.stringify({ detail: refusal.detail, ...(refusal.causes === undefined || refusal.causes.length === 0 ? {} : { causes: refusal.causes }) });
  response.writeHead(refusal.status, {
    ...corsHeaders,
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    ...(refusal.retryAfterSeconds === undefined ? {} : { "retry-after": String(Math.max(1, Math.ceil(refusal.retryAfterSeconds))) }),
    ...(refusal.rateLimits === undefined ? {} : { "x-sentry-rate-limits": refusal.rateLimits }),
    ...headers,
  });
  response.end(body);
  if (!request.complete) linger(request);
}

function linger(request: IncomingMessage): void {
  let left = LINGER_BYTES;
  const cut = setTimeout(() => request.destroy(), LINGER_MS).unref();
  request.removeAllListeners("data");
  request.on("data", (chunk: Uint8Array) => {
    left -= chunk.length;
    if (left < 0) request.destroy();
  });
  request.on("close", () => clearTimeout(cut));
  request.resume();
}
