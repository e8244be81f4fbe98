import { expect, test } from "vitest";
import { defaultPerformance } from "../../project-settings/performance-options.ts";
import { detectProblems } from "./detect-problems.ts";
import { sketchedTransaction } from "./performance-kit.ts";

const detect = (description: string, inputs: readonly (readonly [string, string])[], db_query_injection_detection_enabled = true) =>
  detectProblems(sketchedTransaction([{ op: "db", description }], { inputs }), { ...defaultPerformance, db_query_injection_detection_enabled });

test("a value of the request in a query, beside its name; values are not told, and make no issues of their own", () => {
  const [problem, ...others] = detect("SELECT * FROM users WHERE username = 'bob'", [["username", "bob"]]);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({
    type: "query_injection_vulnerability",
    description: "SELECT * FROM users WHERE username = '?'",
    data: { vulnerableParameters: ["username"] },
  });
  expect(problem?.fingerprint).toMatch(/^1-1021-[\da-f]{40}$/);
  expect(detect("SELECT * FROM users WHERE username = 'alice'", [["username", "alice"]])[0]?.fingerprint).toBe(problem?.fingerprint);
});

test.each([
  ["a parameter", "SELECT * FROM users WHERE username = %s", ["username", "bob"]],
  ["another name", "SELECT * FROM users WHERE username = 'bob'", ["login", "bob"]],
  ["a part of a word", "SELECT * FROM users WHERE username = 'bobby'", ["username", "bob"]],
  ["short", "SELECT * FROM users WHERE q = 'ab'", ["q", "ab"]],
  ["a number", "SELECT * FROM users WHERE id = 1234", ["id", "1234"]],
  ["a word of SQL", "SELECT * FROM users ORDER BY sort DESC", ["sort", "DESC"]],
  ["no statement", "connect username bob", ["username", "bob"]],
] as const)("not when it is %s", (_, query, input) => {
  expect(detect(query, [input])).toEqual([]);
});

test("only where a project asks for it", () => {
  expect(detect("SELECT * FROM users WHERE username = 'bob'", [["username", "bob"]], false)).toEqual([]);
  expect(defaultPerformance.db_query_injection_detection_enabled).toBe(false);
});
