import type { CoreOptions } from "./options.ts";
import { InvalidOptionError } from "./option-errors.ts";

/** Says whether a value may be used, and what would be allowed. */
export interface OptionRule {
  readonly allowed: string;
  readonly test: (value: unknown) => boolean;
  /** Rules of its members, if it is an object. */
  readonly within?: Readonly<Record<string, OptionRule>> | undefined;
}

export type OptionRules<T> = { readonly [Name in keyof Required<T>]: OptionRule };

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);
const list =
  (test: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(test);
const isPattern = (value: unknown): boolean => typeof value === "string" || value instanceof RegExp;

export const text: OptionRule = { allowed: "a string is needed", test: (value) => typeof value === "string" };
export const flag: OptionRule = { allowed: "true or false is needed", test: (value) => typeof value === "boolean" };
export const rate: OptionRule = { allowed: "a number from 0 to 1 is needed", test: (value) => typeof value === "number" && value >= 0 && value <= 1 };
export const callback: OptionRule = { allowed: "a function is needed", test: (value) => typeof value === "function" };
export const record: OptionRule = { allowed: "an object is needed", test: isObject };
export const patterns: OptionRule = { allowed: "an array of strings and regular expressions is needed", test: /* @__PURE__ */ list(isPattern) };
export const count: OptionRule = { allowed: "a whole number of at least 0 is needed", test: (value) => Number.isInteger(value) && Number(value) >= 0 };
const atLeastOne: OptionRule = { allowed: "a whole number of at least 1 is needed", test: (value) => count.test(value) && value !== 0 };
export const oneOf = (...values: readonly string[]): OptionRule => ({
  allowed: `one of ${values.join(", ")} is needed`,
  test: (value) => typeof value === "string" && values.includes(value),
});
export const either = (first: OptionRule, second: OptionRule): OptionRule => ({
  within: second.within,
  allowed: `${first.allowed.replace(" is needed", "")} or ${second.allowed}`,
  test: (value) => first.test(value) || second.test(value),
});

const httpClient: OptionRule = {
  allowed: "an object with a method post(url, headers, body, { signal }) is needed",
  test: (value) => isObject(value) && typeof Reflect.get(Object(value), "post") === "function",
};

/** An object whose members have rules of their own. `test` looks at them together. */
export const object = (
  allowed: string,
  within: Readonly<Record<string, OptionRule>>,
  test: (value: Record<string, unknown>) => boolean = () => true,
): OptionRule => ({
  allowed,
  within,
  test: (value) => isObject(value) && test({ ...Object(value) }),
});

const texts: OptionRule = { allowed: "an array of strings is needed", test: /* @__PURE__ */ list((value) => typeof value === "string") };

const overload: OptionRule = /* @__PURE__ */ object(
  "an object with discardThreshold or syncThreshold (not both), rateLimit and sampling is needed",
  {
    discardThreshold: count,
    syncThreshold: count,
    rateLimit: /* @__PURE__ */ object(
      "an object with max and interval (milliseconds) is needed",
      { max: count, interval: count },
      ({ max, interval }) => max !== undefined && interval !== undefined,
    ),
    sampling: flag,
  },
  ({ discardThreshold, syncThreshold }) => discardThreshold === undefined || syncThreshold === undefined,
);

const capacities: OptionRule = /* @__PURE__ */ object("an object with numbers by kind is needed", {
  error: count, check_in: count, transaction: count, session: count, log: count, metric: count, report: count,
}); // prettier-ignore

/** Every option of `CoreOptions`; the type makes a missing one a compile error. */
export const CORE_RULES: OptionRules<CoreOptions> = {
  dsn: text,
  tunnel: text,
  release: text,
  dist: text,
  environment: text,
  serverName: text,
  debug: flag,
  sampleRate: rate,
  tracesSampleRate: rate,
  tracesSampler: callback,
  tracePropagationTargets: patterns,
  propagateTraceparent: flag,
  strictTraceContinuation: flag,
  orgId: { allowed: "a string or a number is needed", test: (value) => typeof value === "string" || typeof value === "number" },
  traceLifecycle: /* @__PURE__ */ oneOf("static", "stream"),
  maxSpans: count,
  ignoreTransactions: patterns,
  traceIgnoreStatusCodes: {
    allowed: "an array of status codes and of pairs [first, last] is needed",
    test: /* @__PURE__ */ list((value) => count.test(value) || (Array.isArray(value) && value.length === 2 && value.every(count.test))),
  },
  ignoreSpans: patterns,
  ignoreErrors: {
    allowed: "an array of strings, regular expressions, error classes and predicates is needed",
    test: /* @__PURE__ */ list((value) => isPattern(value) || typeof value === "function"),
  },
  dedupe: /* @__PURE__ */ either(
    flag,
    /* @__PURE__ */ object("an object with window (milliseconds) is needed", { window: count }, ({ window }) => window !== undefined),
  ),
  attachStacktrace: flag,
  maxBreadcrumbs: count,
  maxErrorDepth: atLeastOne,
  normalizeDepth: count,
  normalizeMaxBreadth: count,
  maxValueLength: count,
  inAppInclude: patterns,
  inAppExclude: patterns,
  initialScope: /* @__PURE__ */ either(record, callback),
  sendDefaultPii: flag,
  collect: /* @__PURE__ */ object("an object with ip, cookies, headers, body and query is needed", {
    ip: flag,
    cookies: flag,
    headers: flag,
    body: flag,
    query: flag,
  }),
  scrub: /* @__PURE__ */ either(
    { allowed: "false", test: (value) => value === false },
    /* @__PURE__ */ object("an object with keys, allow, value and request is needed", {
      keys: texts,
      allow: texts,
      value: callback,
      request: /* @__PURE__ */ object("an object with url, query, headers, cookies and body (functions) is needed", {
        url: callback,
        query: callback,
        headers: callback,
        cookies: callback,
        body: callback,
      }),
    }),
  ),
  beforeSend: callback,
  beforeSendTransaction: callback,
  beforeSendFeedback: callback,
  beforeSendSpan: callback,
  beforeSendLog: callback,
  beforeSendMetric: callback,
  beforeBreadcrumb: callback,
  afterSend: callback,
  enableLogs: flag,
  enableMetrics: flag,
  sendClientReports: flag,
  autoSessionTracking: flag,
  httpClient,
  retryDelays: { allowed: "an array of milliseconds is needed", test: /* @__PURE__ */ list((value) => typeof value === "number" && value >= 0) },
  requestTimeout: count,
  gzipThreshold: count,
  bufferCapacities: capacities,
  delivery: /* @__PURE__ */ oneOf("queued", "immediate", "sync"),
  overload,
  integrations: {
    allowed: "an array of integrations or a function is needed",
    test: (value) => typeof value === "function" || list((entry) => isObject(entry) && typeof Reflect.get(Object(entry), "name") === "string")(value),
  },
};

/**
 * Throws `InvalidOptionError` for the first value that cannot work. Names that are no options are returned with the nearest known
 * name, so that a caller can warn: they may be meant for another SDK.
 */
export function validateOptions<T extends object>(options: T, rules: OptionRules<T>): string[] {
  return check(options, { ...rules }, "");
}

function check(options: object, rules: Readonly<Record<string, OptionRule>>, path: string): string[] {
  const unknown: string[] = [];
  for (const [name, value] of Object.entries(options)) {
    const rule = rules[name];
    if (!rule) unknown.push(describeUnknown(name, path, Object.keys(rules)));
    else if (value !== undefined && !rule.test(value)) throw new InvalidOptionError(path + name, describe(value), rule.allowed);
    else if (rule.within && isObject(value)) unknown.push(...check(Object(value), rule.within, `${path}${name}.`));
  }
  return unknown;
}

function describeUnknown(name: string, path: string, known: readonly string[]): string {
  const nearest = known.find((candidate) => candidate.toLowerCase() === name.toLowerCase()) ?? known.find((candidate) => distanceIsSmall(candidate, name));
  return `option ${path}${name} is unknown${nearest === undefined ? "" : `; did you mean ${path}${nearest}?`}`;
}

/** One letter missing, added or changed, or two neighbours swapped. */
function distanceIsSmall(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return Math.max(a.length, b.length) - start - end <= 2;
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 200 ? `${value.slice(0, 200)}…` : value).replace(/\/\/[^@/]*@/, "//***@");
  if (typeof value === "function") return "a function";
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "an array" : "an object";
  return String(value);
}
