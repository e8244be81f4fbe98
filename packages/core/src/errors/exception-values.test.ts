import { describe, expect, test } from "vitest";
import { exceptionValues } from "./exception-values.ts";

const options = { parse: (stack: string) => (stack.includes("at ") ? [{ function: "f" }] : []), maxDepth: 50 };
const shape = (error: unknown, maxDepth = 50) =>
  exceptionValues(error, { ...options, maxDepth }).map(({ type, value, mechanism }) => [
    type,
    value,
    mechanism?.exception_id,
    mechanism?.parent_id,
    mechanism?.source,
  ]);

describe("cause chains and groups", () => {
  test("the captured error is last, its causes before it", () => {
    const error = new TypeError("top", { cause: new RangeError("middle", { cause: new Error("root") }) });
    expect(shape(error)).toEqual([
      ["Error", "root", 2, 1, "cause"],
      ["RangeError", "middle", 1, 0, "cause"],
      ["TypeError", "top", 0, undefined, undefined],
    ]);
  });

  test("members of a group carry where they were", () => {
    const group = new AggregateError([new Error("a"), new Error("b", { cause: new Error("c") })], "group");
    expect(shape(group)).toEqual([
      ["Error", "c", 3, 2, "cause"],
      ["Error", "b", 2, 0, "errors[1]"],
      ["Error", "a", 1, 0, "errors[0]"],
      ["AggregateError", "group", 0, undefined, undefined],
    ]);
    expect(exceptionValues(group, options).at(-1)?.mechanism?.is_exception_group).toBe(true);
  });

  test("a cycle ends", () => {
    const first = new Error("first");
    const second = new Error("second", { cause: first });
    first.cause = second;
    expect(shape(second)).toHaveLength(2);
  });

  test("the depth limit keeps the captured error", () => {
    let error = new Error("0");
    for (let depth = 1; depth < 100; depth++) error = new Error(String(depth), { cause: error });
    expect(shape(error, 5).at(-1)?.[1]).toBe("99");
    expect(shape(error, 5)).toHaveLength(5);
  });

  test("causes that are no errors are left out", () => {
    expect(shape(new Error("top", { cause: { code: 7 } }))).toHaveLength(1);
  });
});

describe("names", () => {
  test.each([
    [new (class CartError extends Error {})("x"), "CartError"],
    [Object.assign(new Error("x"), { name: "Named" }), "Named"],
    [new DOMException("x", "AbortError"), "AbortError"],
    [Object.assign(new Error("x"), { name: "" }), "Error"],
  ])("%s", (error, type) => {
    expect(exceptionValues(error, options)[0]?.type).toBe(type);
  });

  test("lines of the message are no frames", () => {
    const error = new Error("no\n    at fake (/fake.js:1:1)");
    error.stack = `Error: ${error.message}\n`;
    expect(exceptionValues(error, options)[0]?.stacktrace).toBeUndefined();
  });

  test("values that are no errors get the stack of the capture", () => {
    const [value] = exceptionValues({ code: 1 }, { ...options, synthetic: new Error("here") });
    expect(value).toMatchObject({
      type: "Error",
      value: "Object captured as exception with keys: code",
      mechanism: { synthetic: true },
      stacktrace: { frames: [{ function: "f" }] },
    });
  });
});
