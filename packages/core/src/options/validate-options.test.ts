import { expect, test } from "vitest";
import { createTestClient } from "../client/test-client.ts";
import { CORE_RULES, validateOptions } from "./validate-options.ts";

test.each([
  [{ sampleRate: 2 }, "option sampleRate is 2; a number from 0 to 1 is needed"],
  [{ beforeSend: {} }, "option beforeSend is an object; a function is needed"],
  [{ ignoreErrors: [1] }, "option ignoreErrors is an array; an array of strings, regular expressions, error classes and predicates is needed"],
  [{ traceLifecycle: "both" }, 'option traceLifecycle is "both"; one of static, stream is needed'],
  [{ overload: { discardThreshold: 5, syncThreshold: 5 } }, "option overload is an object; an object with discardThreshold or syncThreshold (not both"],
  [{ overload: { rateLimit: { max: 5 } } }, "option overload is an object"],
  [{ httpClient: { get: 1 } }, "option httpClient is an object; an object with a method post(url, headers, body, { signal }) is needed"],
])("%o", (options, message) => {
  expect(() => validateOptions(Object(options), CORE_RULES)).toThrow(message);
});

test("unknown names are told, with the nearest known one", () => {
  expect(validateOptions(Object({ tracesSamplerate: 1, whatever: 1 }), CORE_RULES)).toEqual([
    "option tracesSamplerate is unknown; did you mean tracesSampleRate?",
    "option whatever is unknown",
  ]);
});

test("a DSN that is none is refused without showing its key", () => {
  expect(() => createTestClient({ dsn: "https://secret@host" })).toThrow(
    'option dsn is "https://***@host"; it must look like https://<public key>@<host>/<project id>',
  );
});
