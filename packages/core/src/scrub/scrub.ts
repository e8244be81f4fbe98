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

export interface ScrubOptions {
  /** More keys to filter, compared without case, `-`, `_` and `.`. */
  keys?: readonly string[] | undefined;
  /** Keys that pass although they are on the built-in list. */
  allow?: readonly string[] | undefined;
  /** Decides for one value before the built-in rules; undefined: no opinion. */
  value?: ((key: string, value: unknown) => unknown) | undefined;
}

export type Redact = (key: string, value: unknown) => unknown;

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
  const remembered = new Map<string, boolean>();
  const isSecret = (key: string): boolean => {
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const found = secret.has(plain(key));
    if (remembered.size < 2000) remembered.set(key, found);
    return found;
  };
  const own = options.value;
  return (key, value) => {
    const decided = own?.(key, value);
    if (decided !== undefined) return decided;
    // Cookies that were taken apart: by the name of each.
    if (key === "cookies" && typeof value === "object") return value;
    if (value !== undefined && value !== null && value !== "" && typeof value !== "boolean" && isSecret(key)) return FILTERED;
    return typeof value === "string" ? scrubQuery(scrubText(value), QUERY_KEYS.has(key), isSecret) : value;
  };
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
