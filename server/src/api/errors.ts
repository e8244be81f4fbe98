/**
 * The one table of request errors. `message` becomes `{"detail": …}` (`api.md` §1.1: clients understand exactly that one
 * key); the code travels in the header `x-vedette-error`; the hint is for the documentation.
 */
interface ErrorRow {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 429 | 500 | 503;
  readonly message: string;
  readonly hint: string;
}

export const errorTable = {
  malformedJson: { status: 400, message: "JSON parse error: {reason}", hint: "The body must be one JSON document in UTF-8." },
  invalidInput: { status: 400, message: "{reason}", hint: "The message names what is wrong with the request." },
  invalidCursor: {
    status: 400,
    message: "Invalid cursor parameter.",
    hint: "Take the cursor from the Link header of the page before; leave it empty for the first page.",
  },
  unauthenticated: {
    status: 401,
    message: "Authentication credentials were not provided.",
    hint: "Send `Authorization: Bearer <token>`; `vedette token create` makes a token.",
  },
  invalidToken: { status: 401, message: "Invalid token", hint: "The token is unknown or was revoked." },
  sessionExpired: { status: 401, message: "Your session has ended. Sign in again.", hint: "Sessions last 30 days." },
  signInFailed: { status: 401, message: "Email or password is wrong.", hint: "`vedette user create` on the server prints a one-time sign-in link." },
  linkUsed: { status: 401, message: "This sign-in link was used before or is too old.", hint: "Links work once and for 24 hours." },
  missingScope: {
    status: 403,
    message: "You do not have permission to perform this action: it needs the scope {scopes}.",
    hint: "Any one of the scopes named is enough.",
  },
  sessionOnly: { status: 403, message: "This can only be done when signed in, not with a token.", hint: "Open the page in a browser." },
  userOnly: { status: 403, message: "This needs a user's token, not an organization's.", hint: "Organization tokens act for no user." },
  adminOnly: { status: 403, message: "Only an administrator of this server may do that.", hint: "The first account is an administrator." },
  csrf: {
    status: 403,
    message: "CSRF check failed: the request did not come from this server's own pages.",
    hint: "Requests with a session cookie that change something need the header `X-Vedette-CSRF: 1` and the same origin. Behind a proxy, set VEDETTE_URL to the address in the browser.",
  },
  notFound: { status: 404, message: "The requested resource does not exist", hint: "It does not exist, or the token may not see it." },
  noSuchEndpoint: { status: 404, message: "There is no such endpoint: {method} {path}", hint: "`GET /api/0/openapi.json` lists all endpoints." },
  methodNotAllowed: { status: 405, message: 'Method "{method}" not allowed.', hint: "The Allow header lists the methods." },
  slugTaken: { status: 409, message: "{what} with this slug already exists.", hint: "Slugs are unique within the organization." },
  feedbackTooLate: {
    status: 409,
    message: "Feedback for this event cannot be modified.",
    hint: "A report can be corrected for five minutes, and made within 30 minutes of its event.",
  },
  tooLarge: { status: 413, message: "The request body is larger than {limit} bytes.", hint: "Send less at once." },
  tooManyAttempts: { status: 429, message: "Too many failed attempts. Try again in {seconds} seconds.", hint: "Counted for each address and email." },
  internal: {
    status: 500,
    message: "Internal error {id}. The server's log has the details.",
    hint: "This is a bug in the server. Please report it with the id.",
  },
  unavailable: { status: 503, message: "{reason}", hint: "Temporary. Try again." },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorTable;

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Values<Code extends ErrorCode> = Names<(typeof errorTable)[Code]["message"]>;
type ValuesArgument<Code extends ErrorCode> = [Values<Code>] extends [never] ? [] : [values: Readonly<Record<Values<Code>, string | number>>];

/** An answer other than the wanted one. Thrown by `fail` and `invalid`, turned into a response in one place. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly status: number;
  readonly code: ErrorCode;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, body: Readonly<Record<string, unknown>>, headers: Readonly<Record<string, string>> = {}) {
    super(JSON.stringify(body));
    this.status = errorTable[code].status;
    this.code = code;
    this.body = body;
    this.headers = headers;
  }
}

/** The error of a row of the table, its `{placeholders}` filled: `throw fail("missingScope", { scopes })`. */
export function fail<Code extends ErrorCode>(code: Code, ...[values]: ValuesArgument<Code>): RequestError {
  const filled = Object.entries(values ?? {}).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, String(value)), errorTable[code].message as string);
  return new RequestError(code, { detail: filled });
}

/** Validation errors of named fields: 400 `{"slug": ["…"]}`. */
export function invalid(fields: Readonly<Record<string, readonly string[]>>): RequestError {
  return new RequestError("invalidInput", fields);
}
