import { rememberMembers } from "../normalize/remember-members.ts";

import type { RequestScrub } from "./scrub-request.ts";

/**
 * Keys whose values never leave the process: the union of what sentry-go, sentry-python and sentry-elixir remove. Compared in lower
 * case without `-`, `_` and `.`, so that `apiKey`, `api_key` and `X-API-Key` are covered by one entry.
 */
const SECRET_KEYS = [
  "password", "passwd", "pwd", "passphrase", "secret", "clientsecret", "apikey", "xapikey", "auth", "authorization", "authentication", "proxyauthorization",
  "credentials", "mysqlpwd", "privatekey", "token", "accesstoken", "refreshtoken", "idtoken", "bearer", "jwt", "session", "sessionid", "sid", "cookie", "cookies",
  "setcookie", "csrf", "csrftoken", "xcsrftoken", "xsrf", "xsrftoken", "xxsrftoken", "phpsessid", "connectsid", "aiohttpsession", "symfony", "usersession", "creditcard",
  "cardnumber", "cvv", "cvc",
]; // prettier-ignore

/** Only without `sendDefaultPii`. */
const PERSONAL_KEYS = ["xforwardedfor", "xrealip", "ipaddress", "remoteaddr", "forwarded", "cfconnectingip", "trueclientip"];

export const FILTERED = "[Filtered]";

/** How secrets are filtered from finished events. */
export interface ScrubOptions {
  /** More keys to filter, compared without case, `-`, `_` and `.`. */
  keys?: readonly string[] | undefined;
  /** Keys that pass although they are on the built-in list. */
  allow?: readonly string[] | undefined;
  /** Decides for one value before the built-in rules; undefined: no opinion. */
  value?: ((key: string, value: unknown) => unknown) | undefined;
  /** Parts of the request of an event, each by a function of its own. One that throws loses its event: it may hold what must not leave. */
  request?: RequestScrub | undefined;
}

export interface Redact {
  (key: string, value: unknown): unknown;
  /** A text as a member of a JSON object, with a comma, its name and all, if that is known without asking anybody else. */
  readonly member?: ((key: string, text: string) => string | undefined) | undefined;
}

interface KeyRule {
  readonly secret: boolean;
  /** Its values are query strings. */
  readonly query: boolean;
}

const plain = (key: string): string => key.toLowerCase().replace(/[-_.]/g, "");
const CARD = /\b\d(?:[ -]?\d){12,15}\b/g;
const MANY_DIGITS = /\d(?:[ -]?\d){12}/;
/** Values that are a query string as a whole, without its question mark. */
const QUERY_KEYS = /* @__PURE__ */ new Set(["query_string", "url.query", "http.query", "url.fragment", "http.fragment"]);
const QUERY_PAIR = /(^|[?&;#])([^=&;?#\s]{1,200})=([^&;#\s]+)/g;
const URL_USER = /\b([a-z][a-z0-9+.-]{0,15}:\/\/)[^\s/@:]{1,256}(?::[^\s/@]{0,256})?@/gi;

/**
 * A function that decides value by value; `normalize` calls it once per value of a finished event. `sendPersonal`: addresses of clients may
 * be sent.
 */
export function createRedact(options: ScrubOptions, sendPersonal: boolean): Redact {
  const secret = new Set([...SECRET_KEYS, ...(sendPersonal ? [] : PERSONAL_KEYS), ...(options.keys ?? []).map(plain)]);
  for (const key of options.allow ?? []) secret.delete(plain(key));
  const remembered = new Map<string, KeyRule>();
  const ruleOf = (key: string): KeyRule => {
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const rule: KeyRule = { secret: secret.has(plain(key)), query: QUERY_KEYS.has(key) };
    if (remembered.size < 2000) remembered.set(key, rule);
    return rule;
  };
  const isSecret = (key: string): boolean => ruleOf(key).secret;
  const own = options.value;
  const redact = (key: string, value: unknown): unknown => {
    const decided = own?.(key, value);
    if (decided !== undefined) return decided;
    // Cookies that were taken apart: by the name of each.
    if (key === "cookies" && typeof value === "object") return value;
    if (value !== undefined && value !== null && value !== "" && typeof value !== "boolean" && isSecret(key)) return FILTERED;
    return typeof value === "string" ? scrubQuery(scrubText(value), ruleOf(key).query, isSecret) : value;
  };
  const member = rememberMembers((key, text) => {
    const { secret: hidden, query } = ruleOf(key);
    if (hidden || text.length > MAX_HARMLESS) return undefined;
    return isHarmless(text, query) ? `"${text}"` : redactedJson(redact(key, text), text);
  });
  return Object.assign(redact, { member: own ? undefined : member });
}

/** Undefined for what became longer, since it may be too long now. */
const redactedJson = (value: unknown, text: string): string | undefined =>
  typeof value === "string" && value.length <= text.length ? JSON.stringify(value) : undefined;

/** The patterns see longer texts, and faster. */
const MAX_HARMLESS = 200;

/**
 * Whether nothing in a text can be a card number, an address with a user, or a parameter with a secret, and whether it is ASCII without
 * anything that JSON escapes. One loop over the characters, by their codes: the patterns one after the other took three times as long, for
 * each of the thirty texts of a transaction.
 */
function isHarmless(text: string, isQuery: boolean): boolean {
  if (text.length > MAX_HARMLESS) return false;
  let digits = 0;
  let hasMark = isQuery;
  let hasEquals = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= 0x30 && code <= 0x39) {
      if (++digits > 12) return false;
      continue;
    }
    // Control characters, beyond ASCII, `"`, `\`, `@`.
    if (code < 0x20 || code > 0x7e || code === 0x22 || code === 0x5c || code === 0x40) return false;
    // Digits may be grouped by spaces and hyphens.
    if (code !== 0x20 && code !== 0x2d) digits = 0;
    if (code === 0x3d) hasEquals = true;
    // `?`, `&`, `#`.
    else if (code === 0x3f || code === 0x26 || code === 0x23) hasMark = true;
  }
  return !(hasMark && hasEquals);
}

/** Removes the values of secret parameters from addresses in a text, or from one that is a query string. */
function scrubQuery(text: string, isQuery: boolean, isSecret: (key: string) => boolean): string {
  if (!text.includes("=") || (!isQuery && !/[?&#]/.test(text))) return text;
  return text.replace(QUERY_PAIR, (pair, before: string, name: string) =>
    (before !== "" || isQuery) && isSecret(decoded(name)) ? `${before}${name}=${FILTERED}` : pair,
  );
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Removes card numbers (13 to 16 digits that pass the Luhn check) and `user:password@` of URLs from a text. */
export function scrubText(text: string): string {
  if (text.length < 6) return text;
  let result = text;
  if (result.includes("@") && result.includes("://")) result = result.replace(URL_USER, `$1${FILTERED}@`);
  if (result.length >= 13 && MANY_DIGITS.test(result)) result = result.replace(CARD, (digits) => (isCard(digits) ? FILTERED : digits));
  return result;
}

/** Without the check digit test, half of all order numbers and timestamps would be gone. */
function isCard(text: string): boolean {
  const digits = text.replace(/\D/g, "");
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += index % 2 === 1 ? doubled : digit;
  }
  return sum % 10 === 0 && /[1-9]/.test(digits);
}
