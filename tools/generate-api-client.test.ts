import fs from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { generateApiClient } from "./generate-api-client.ts";

const folder = path.resolve(import.meta.dirname, "../packages/api-client/src/generated");

it.each(Object.entries(generateApiClient()))("%s is what the endpoints say; else run tools/generate-api-client.ts", (name, text) => {
  expect(fs.readFileSync(path.join(folder, name), "utf8")).toBe(text);
});
