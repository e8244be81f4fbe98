import type { DropReason } from "./client-reports.ts";
import { DeliveryError, headerValue, type HttpResponse } from "./http-client.ts";
import type { SendResult } from "./outgoing.ts";

/** What an attempt came to: `final` is not tried again. */
export type Attempt =
  | { readonly kind: "done"; readonly result: SendResult }
  | { readonly kind: "retry" | "final"; readonly reason: DropReason; readonly error: Error };

const SENT: Attempt = { kind: "done", result: { status: "sent" } };

const HTML = /^\s*<(?:!doctype|html)/i;

/** What the server says about an envelope by its status (`protocol.md` §5). */
export function readAnswer(response: HttpResponse): Attempt {
  const { status, headers } = response;
  const text = typeof response.body === "string" ? response.body.slice(0, 200) : "";
  // A page for people: of a proxy that wants somebody to sign in, of maintenance, or of an address that is no ingest server.
  if (status < 300 && HTML.test(text)) {
    const error = new DeliveryError(`the server answered ${status} with a page of HTML: is the host of the DSN an ingest server?`, response);
    return { kind: "retry", reason: "send_error", error };
  }
  if (status < 300) return SENT;
  // The server counts what it refuses with 429, so a client report would count it twice.
  if (status === 429) return { kind: "done", result: { status: "rateLimited", error: new DeliveryError("the server answered 429", response) } };
  const elsewhere = status < 400 ? headerValue(headers, "location") : undefined;
  const answered = `the server answered ${status}${elsewhere === undefined ? "" : ` (moved to ${elsewhere}; correct the DSN)`}${text ? `: ${text}` : ""}`;
  const error = new DeliveryError(status === 413 ? "the envelope is too large for the server (413)" : answered, response);
  return { kind: status === 408 || status >= 500 ? "retry" : "final", reason: "send_error", error };
}
