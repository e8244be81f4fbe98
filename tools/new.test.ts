import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { scaffold } from "./new.ts";
import { scaffolds } from "./scaffold.ts";

const project = path.resolve(import.meta.dirname, "..");
const lists = ["server/src/items/index.ts", "server/src/api/endpoints.ts", "server/src/cli/commands.ts", "web/src/router.tsx"];
const names: Record<string, string> = { item: "check_in", endpoint: "monitors", command: "monitor-list", page: "monitors", store: "blobs-s3" };
let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "new-"));
  for (const file of lists) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.copyFileSync(path.join(project, file), path.join(folder, file));
  }
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

test.each(Object.keys(scaffolds))("%s: a folder with a failing test, and its line in the list as it is today", (kind) => {
  const name = names[kind] ?? "";
  const touched = scaffold(folder, kind, name);
  expect(touched.some((file) => file.endsWith(".test.ts"))).toBe(true);
  for (const file of touched) expect(fs.existsSync(path.join(folder, file))).toBe(true);
  expect(() => scaffold(folder, kind, name)).toThrow("is there already");
});

test.each(Object.entries(scaffolds))("%s: the line calls what its list calls already", (kind, known) => {
  for (const { file, insert } of known.lines(names[kind] ?? "")) {
    const list = fs.readFileSync(path.join(folder, file), "utf8");
    for (const [called] of insert.matchAll(/\b[a-z]\w+\(/g)) expect(list).toContain(called);
  }
});

test("an item takes the place of its old line", () => {
  scaffold(folder, "item", "check_in");
  const list = fs.readFileSync(path.join(folder, "server/src/items/index.ts"), "utf8");
  expect(list.match(/^ {2}check_in: /gm)).toEqual(["  check_in: "]);
  expect(list).toContain("check_in: checkInItem,");
});

test("what cannot be is refused before anything is written", () => {
  expect(() => scaffold(folder, "item", "no_such_item")).toThrow("may not be one the list knows");
  expect(() => scaffold(folder, "page", "../x")).toThrow("is no name");
  expect(() => scaffold(folder, "store", "telemetry")).toThrow("names no port and engine");
  expect(() => scaffold(folder, "store", "duckdb-telemetry")).toThrow("ports are state, telemetry, blobs");
  expect(() => scaffold(folder, "gadget", "x")).toThrow("there is no kind gadget");
  expect(fs.existsSync(path.join(folder, "server/src/items/no-such-item"))).toBe(false);
});
