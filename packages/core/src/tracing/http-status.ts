import type { SpanStatus } from "./span.ts";

const NAMES: Readonly<Record<number, string>> = {
  400: "invalid_argument",
  401: "unauthenticated",
  403: "permission_denied",
  404: "not_found",
  409: "already_exists",
  413: "failed_precondition",
  429: "resource_exhausted",
  499: "cancelled",
  501: "unimplemented",
  503: "unavailable",
  504: "deadline_exceeded",
};

const OK: SpanStatus = { code: 1 };

/** The span status of an HTTP status code (`protocol.md` §9.12). */
export function statusOfCode(code: number): SpanStatus {
  if (code < 400) return OK;
  return { code: 2, message: NAMES[code] ?? (code < 500 ? "invalid_argument" : "internal_error") };
}
