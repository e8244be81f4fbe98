import { expect, test } from "vitest";
import { createTestClient } from "../client/test-client.ts";
import { CORE_RULES, validateOptions } from "./validate-options.ts";

test.each([
  [{ sampleRate: 2 }, "option sampleRate is 2; a number from 0 to 1 is needed"],
  [{ beforeSend: {} }, "option beforeSend is an object; a function is needed"],
  [{ ignoreErrors: [1] }, "option ignoreErrors is an array; an array of strings, regular expressions, error classes and predicates is needed"],
  [{ traceLifecycle: "both" }, 'option traceLifecycle is "both"; one of static, stream is needed'],
  [{ overload: { discardThreshold: 5, syncThreshold: 5 } }, "option overload is an object; an object with discardThreshold or syncThreshold (not both"],
  [{ overload: { rateLimit: { max: 5 } } }, "option overload.rateLimit is an object; an object with max and interval (milliseconds) is needed"],
  [{ overload: { rateLimit: { max: "5", interval: 1000 } } }, 'option overload.rateLimit.max is "5"; a whole number of at least 0 is needed'],
  [{ collect: { ip: "yes" } }, 'option collect.ip is "yes"; true or false is needed'],
  [{ collect: true }, "option collect is true; an object with ip, cookies, headers, body and query is needed"],
  [{ dedupe: { window: -1 } }, "option dedupe.window is -1; a whole number of at least 0 is needed"],
  [{ dedupe: {} }, "option dedupe is an object; true or false or an object with window (milliseconds) is needed"],
  [{ scrub: { keys: "password" } }, 'option scrub.keys is "password"; an array of strings is needed'],
  [{ scrub: true }, "option scrub is true; false or an object with keys, allow, value and request is needed"],
  [{ scrub: { request: { body: true } } }, "option scrub.request.body is true; a function is needed"],
  [{ bufferCapacities: { error: 1.5 } }, "option bufferCapacities.error is 1.5; a whole number of at least 0 is needed"],
  [{ maxErrorDepth: 0 }, "option maxErrorDepth is 0; a whole number of at least 1 is needed"],
  [{ httpClient: { get: 1 } }, "option httpClient is an object; an object with a method post(url, headers, body, { signal }) is needed"],
])("%o", (options, message) => {
  expect(() => validateOptions(Object(options), CORE_RULES)).toThrow(message);
});

test("unknown names are told, with the nearest known one", () => {
  expect(validateOptions(Object({ tracesSamplerate: 1, collect: { cookie: true }, whatever: 1 }), CORE_RULES)).toEqual([
    "option tracesSamplerate is unknown; did you mean tracesSampleRate?",
    "option collect.cookie is unknown; did you mean collect.cookies?",
    "option whatever is unknown",
  ]);
});

test("a DSN that is none is refused without showing its key", () => {
  expect(() => createTestClient({ dsn: "https://secret@host" })).toThrow(
    'option dsn is "https://***@host"; it must look like https://<public key>@<host>/<project id>',
  );
});
