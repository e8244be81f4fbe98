import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createInAppRule } from "./in-app.ts";
import { parseStack } from "./parse-stack.ts";

// Stacks as the engine itself wrote them; the file holds the program too.

interface Recording {
  readonly program: readonly string[];
  readonly stacks: Readonly<Record<string, string>>;
}

const isRecording = (value: unknown): value is Recording => typeof value === "object" && value !== null && "stacks" in value && "program" in value;

function recording(engine: string): Recording {
  const parsed: unknown = JSON.parse(readFileSync(path.join(import.meta.dirname, `../../vectors/stacks-${engine}.json`), "utf8"));
  if (!isRecording(parsed)) throw new Error(`${engine} is not recorded`);
  return parsed;
}

describe("JavaScriptCore", () => {
  const { stacks, program } = recording("javascriptcore");
  const parse = (name: string) => parseStack(stacks[name] ?? "", createInAppRule({}));

  test.each(Object.entries(stacks))("%s: every line is a frame, oldest first, where the program says", (_, stack) => {
    const frames = parseStack(stack, createInAppRule({}));
    expect(frames).toHaveLength(stack.split("\n").length);
    expect(frames.at(-1)).toMatchObject({ filename: "/app/shop.js", lineno: 11, colno: 40, in_app: true });
    for (const { filename, lineno, colno } of frames.filter((frame) => frame.filename === "/app/shop.js"))
      expect([filename, program[(lineno ?? 0) - 1]?.slice(0, colno)]).toEqual(["/app/shop.js", expect.stringMatching(/\S/)]);
  });

  test("names, built-in functions and code without a place", () => {
    expect(parse("constructor").map((frame) => frame.function)).toEqual(["global code", "keep", "?", "of", "Cart", "total", "map", "?"]);
    expect(parse("function").at(-2)).toEqual({ filename: "[native code]", function: "map", in_app: false });
    expect(parse("eval").find((frame) => frame.function === "eval code")).toEqual({ filename: "<anonymous>", function: "eval code", in_app: false });
    expect(parse("new Function").find((frame) => frame.function === "anonymous")).toEqual({ filename: "<anonymous>", function: "anonymous", in_app: false });
  });
});
