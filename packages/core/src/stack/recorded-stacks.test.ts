import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createInAppRule } from "./in-app.ts";
import { parseStack } from "./parse-stack.ts";

// Stacks as engines themselves wrote them; tools/record-stacks.ts records those of browsers.

const FOLDER = path.join(import.meta.dirname, "../../fixtures");

type Json = Record<string, unknown>;
const json = (value: unknown): Json => (typeof value === "object" && value !== null ? { ...value } : {});
const read = (name: string): Json => json(JSON.parse(readFileSync(path.join(FOLDER, `stacks-${name}.json`), "utf8")));
const parse = (stack: string) => parseStack(stack, createInAppRule({}));

const SCRIPT = "https://shop.example/assets/@shop/cart@2.1.0/shop.js";
const sources = new Map(
  ["shop.js", "module.js", "imported.js", "worker.js"].map((name) => [name, readFileSync(path.join(FOLDER, "stacks", name), "utf8").split("\n")]),
);

const lineOf = (text: string): number => (sources.get("shop.js")?.findIndex((line) => line.includes(text)) ?? -1) + 1;

/** Whether the program has something at the place, as far as it is one of its files. */
function exists(url = "", line = 0, column = 0): boolean {
  const source = sources.get(url.slice(url.lastIndexOf("/") + 1));
  return !source || /\S/.test(source[line - 1]?.slice(column - 1) ?? "");
}

const BROWSERS: Readonly<Record<string, { readonly line: RegExp; readonly names: Readonly<Record<string, readonly string[]>> }>> = {
  chromium: {
    line: /^ {4}at /,
    names: {
      "private method and getter": ["get sum", "#sum", "total", "Array.map", "?"],
      "constructor and static method": ["Cart.of", "new Cart", "total", "Array.map", "?"],
      "named with a space": ["pay now", "get sum", "#sum", "total", "Array.map", "?"],
      "eval elsewhere": ["eval", "eval", "made", "total", "Array.map", "?"],
      "async method": ["Cart.pay", "total", "Array.map", "?"],
      listener: ["HTMLButtonElement.onClick", "keep", "?", "total", "Array.map", "?"],
      blob: ["?", "window.arrived.<computed>", "attempt", "total", "Array.map", "?"],
      module: ["?", "total", "Array.map", "?"],
      worker: ["?", "Array.map", "price"],
    },
  },
  firefox: {
    line: /./,
    names: {
      "private method and getter": ["sum", "#sum", "total", "total"],
      "constructor and static method": ["of", "Cart", "total", "total"],
      "named with a space": ["pay now", "sum", "#sum", "total", "total"],
      "eval elsewhere": ["?", "made", "total", "total"],
      "async method": ["pay", "total", "total"],
      listener: ["onClick", "keep", "onClick", "total", "total"],
      blob: ["?", "arrival/</window.arrived[name]", "attempt", "total", "total"],
      module: ["?", "total", "total"],
      worker: ["?", "price"],
      extension: ["?", "coupons", "window.arrived.extension", "attempt", "total", "total"],
    },
  },
  webkit: {
    line: /./,
    names: {
      // Calls in the place of a return leave no trace: WebKit removes them.
      "private method and getter": ["keep", "?", "total", "map", "?"],
      "constructor and static method": ["of", "Cart", "total", "map", "?"],
      "named with a space": ["?", "total", "map", "?"],
      "eval elsewhere": ["eval", "eval code", "made", "total", "map", "?"],
      "async method": ["total", "map", "?"],
      listener: ["onClick", "keep", "?", "total", "map", "?"],
      blob: ["global code", "?", "attempt", "total", "map", "?"],
      module: ["module code", "total", "map", "?"],
      worker: ["global code", "map", "price"],
    },
  },
};

describe.each(Object.entries(BROWSERS))("%s", (name, { line, names }) => {
  const stacks = Object.entries(json(read(name)["stacks"])).map(([scenario, error]) => [scenario, String(json(error)["stack"])] as const);

  test.each(stacks)("%s: each line is a frame, at a place that exists", (_, stack) => {
    const frames = parse(stack);
    expect(frames).toHaveLength(Math.min(stack.split("\n").filter((text) => line.test(text)).length, 100));
    for (const { filename, lineno, colno } of frames) expect([filename, lineno, exists(filename, lineno, colno)]).toEqual([filename, lineno, true]);
  });

  test.each(Object.entries(names))("%s: names from the oldest call to the newest", (scenario, expected) => {
    const frames = parse(new Map(stacks).get(scenario) ?? "");
    expect(frames.slice(-expected.length).map((frame) => frame.function)).toEqual(expected);
  });

  test("the newest call of the program is where it failed, also below eval", () => {
    for (const [scenario, stack] of stacks) {
      if (/built-in|without end|worker/.test(scenario)) continue;
      const own = parse(stack).findLast(({ filename }) => filename === SCRIPT);
      expect([scenario, own?.lineno, own?.in_app]).toEqual([scenario, lineOf("item.price.cents"), true]);
    }
    for (const scenario of ["eval", "eval in eval", "eval elsewhere", "new Function"]) {
      const lines = parse(new Map(stacks).get(scenario) ?? "").map(({ filename, lineno }) => filename === SCRIPT && lineno);
      expect(lines).toContain(lineOf(`keep("${scenario}"`));
    }
  });
});

test("scripts of extensions are not the application's", () => {
  const { extension } = json(read("firefox")["stacks"]);
  const frames = parse(String(json(extension)["stack"]));
  expect(frames.filter(({ filename }) => filename?.startsWith("moz-extension://")).map((frame) => frame.in_app)).toEqual([false, false]);
});

describe("the shell of JavaScriptCore", () => {
  const recorded = read("javascriptcore");
  const program: unknown[] = Array.isArray(recorded["program"]) ? recorded["program"] : [];
  const stacks = new Map(Object.entries(json(recorded["stacks"])).map(([scenario, stack]) => [scenario, String(stack)]));
  const frames = (scenario: string) => parse(stacks.get(scenario) ?? "");

  test.each([...stacks])("%s: every line is a frame, oldest first, where the program says", (_, stack) => {
    const all = parse(stack);
    expect(all).toHaveLength(stack.split("\n").length);
    expect(all.at(-1)).toMatchObject({ filename: "/app/shop.js", lineno: 11, colno: 40, in_app: true });
    for (const { lineno, colno } of all.filter((frame) => frame.filename === "/app/shop.js"))
      expect(String(program[(lineno ?? 0) - 1]).slice(0, colno)).toMatch(/\S/);
  });

  test("names, built-in functions and code without a place", () => {
    expect(frames("constructor").map((frame) => frame.function)).toEqual(["global code", "keep", "?", "of", "Cart", "total", "map", "?"]);
    expect(frames("function").at(-2)).toEqual({ filename: "[native code]", function: "map", in_app: false });
    expect(frames("eval").find((frame) => frame.function === "eval code")).toEqual({ filename: "<anonymous>", function: "eval code", in_app: false });
    expect(frames("new Function").find((frame) => frame.function === "anonymous")).toEqual({ filename: "<anonymous>", function: "anonymous", in_app: false });
  });
});
