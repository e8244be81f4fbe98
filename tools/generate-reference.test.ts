import fs from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { generateReference } from "./generate-reference.ts";

const folder = path.resolve(import.meta.dirname, "../docs/reference");

it.each(Object.entries(generateReference()))("docs/reference/%s is what the code says; else run tools/generate-reference.ts", (name, text) => {
  expect(fs.readFileSync(path.join(folder, name), "utf8")).toBe(text);
});
