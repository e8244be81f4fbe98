import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createInAppRule } from "./in-app.ts";
import { parseStack } from "./parse-stack.ts";

const inApp = createInAppRule({});
const parse = (line: string) => parseStack(line, inApp)[0];

describe("V8", () => {
  test.each([
    ["    at total (/app/cart.js:12:5)", "total", "/app/cart.js", 12, 5],
    ["    at Cart.total (file:///app/my%20cart.mjs:12:5)", "Cart.total", "/app/my cart.mjs", 12, 5],
    ["    at async load (/app/a.ts:1:2)", "load", "/app/a.ts", 1, 2],
    ["    at new Cart (/app/a.ts:1:2)", "new Cart", "/app/a.ts", 1, 2],
    ["    at Object.handler [as run] (/app/a.ts:1:2)", "handler", "/app/a.ts", 1, 2],
    ["    at /app/a.js:3:4", "?", "/app/a.js", 3, 4],
    ["    at C:\\app\\a.js:3:4", "?", "C:\\app\\a.js", 3, 4],
    ["    at eval (eval at run (/app/a.js:3:4), <anonymous>:1:1)", "eval", "/app/a.js", 3, 4],
    ["    at Server.<anonymous> (https://shop.example.com/app.js?v=1:3:4)", "Server.?", "https://shop.example.com/app.js?v=1", 3, 4],
    ["    at Array.map (<anonymous>)", "Array.map", "<anonymous>", undefined, undefined],
    [
      "    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
      "process.processTicksAndRejections",
      "node:internal/process/task_queues",
      95,
      5,
    ],
  ])("%s", (line, name, filename, lineno, colno) => {
    expect(parse(line)).toMatchObject({ function: name, filename, ...(lineno === undefined ? {} : { lineno, colno }) });
  });
});

describe("SpiderMonkey and JavaScriptCore", () => {
  test.each([
    ["total@https://shop.example.com/app.js:12:5", "total", "https://shop.example.com/app.js", 12, 5],
    ["@https://shop.example.com/app.js:12:5", "?", "https://shop.example.com/app.js", 12, 5],
    ["async*load@https://shop.example.com/app.js:12:5", "load", "https://shop.example.com/app.js", 12, 5],
    ["setTimeout handler*cart/load@https://shop.example.com/app.js:12:5", "cart/load", "https://shop.example.com/app.js", 12, 5],
    ["@@iterator@https://cdn.example.com/react@19.2.0/index.js:12:5", "@@iterator", "https://cdn.example.com/react@19.2.0/index.js", 12, 5],
    ["https://cdn.example.com/src/@/cart.js:12:5", "?", "https://cdn.example.com/src/@/cart.js", 12, 5],
    ["isolated@webkit-masked-url://hidden/:12:5", "isolated", "webkit-masked-url://hidden/", 12, 5],
    ["https://shop.example.com/app.js:12:5", "?", "https://shop.example.com/app.js", 12, 5],
    ["map@[native code]", "map", "[native code]", undefined, undefined],
  ])("%s", (line, name, filename, lineno, colno) => {
    expect(parse(line)).toMatchObject({ function: name, filename, ...(lineno === undefined ? {} : { lineno, colno }) });
  });
});

test("frames are ordered oldest first, and libraries are not in app", () => {
  const stack = "Error: x\n    at inner (/app/a.js:1:1)\n    at lib (/app/node_modules/lib/i.js:2:2)\n    at node:internal/main:3:3";
  expect(parseStack(stack, inApp).map((frame) => [frame.function, frame.in_app])).toEqual([
    ["?", false],
    ["lib", false],
    ["inner", true],
  ]);
  for (const url of ["safari-web-extension://1/a.js", "webkit-masked-url://hidden/", "chrome-extension://a/b.js"]) expect(inApp(url)).toBe(false);
  expect(createInAppRule({ include: ["node_modules/lib"] })("/app/node_modules/lib/i.js")).toBe(true);
  expect(createInAppRule({ exclude: [/vendor/] })("/app/vendor/i.js")).toBe(false);
});

test("no text makes the parser throw or hang", () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom("    at ", "@", "(", ")", "eval at ", "http://", ":1:1", "<anonymous>").chain((part) => fc.string().map((rest) => part.repeat(5) + rest)),
  );
  const property = fc.property(fc.array(line), (lines) => {
    expect(parseStack(lines.join("\n"), inApp).length).toBeLessThanOrEqual(100);
  });
  fc.assert(property);
});
