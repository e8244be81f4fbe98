import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { checkLayers, sourceFiles } from "./check-layers.ts";

const root = fs.mkdtempSync(path.join(os.tmpdir(), "layers-"));
afterAll(() => fs.rmSync(root, { recursive: true }));

const problems = (file: string, text: string): string[] => {
  fs.mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), text);
  return checkLayers(root, [file]).map((violation) => violation.what);
};

test("processing is pure: no I/O, no stores", () => {
  expect(problems("server/src/processing/x.ts", 'import fs from "node:fs";')).toEqual(["may not use node:fs"]);
  expect(problems("server/src/processing/x.ts", 'import { createHash } from "node:crypto"; import { a } from "./y.ts"; import "@vedette/protocol";')).toEqual(
    [],
  );
  expect(problems("server/src/processing/x.ts", 'export * from "../stores/state/port.ts";')).toEqual(["may not import server/src/stores/state/port.ts"]);
});

test("only main names adapters, only adapters use a driver", () => {
  const adapter = 'import { open } from "../stores/state/sqlite/adapter.ts";';
  expect(problems("server/src/api/issues/list.ts", adapter.replace("../stores", "../../stores"))).toEqual([
    "may not import server/src/stores/state/sqlite/adapter.ts",
  ]);
  expect(problems("server/src/main/compose.ts", adapter)).toEqual([]);
  expect(problems("server/src/issues/list.ts", 'import { DatabaseSync } from "node:sqlite";')).toEqual(["may not use node:sqlite"]);
  expect(problems("server/src/stores/state/sqlite/a.ts", 'import { DatabaseSync } from "node:sqlite";')).toEqual([]);
});

test("dynamic imports count", () => {
  expect(problems("server/src/query/x.ts", 'export const x = () => import("../api/app.ts");')).toEqual(["may not import server/src/api/app.ts"]);
});

test("the browser packages stay out of Node, web uses the API client alone", () => {
  expect(problems("packages/browser/src/x.ts", 'import "node:path";')).toEqual(["may not use node:path"]);
  expect(problems("web/src/x.ts", 'import "@vedette/protocol"; import "@vedette/api-client";')).toEqual(["may not import @vedette/protocol"]);
});

test("the environment is read in one place", () => {
  expect(problems("server/src/ingest/x.ts", "export const port = process.env['PORT'];")).toEqual(["may not read the environment"]);
});

test("a file outside every layer is named", () => {
  expect(problems("server/src/elsewhere/x.ts", "")).toEqual(["lies in no layer of tools/layers.ts"]);
});

test("the project itself keeps its layers", () => {
  const project = path.resolve(import.meta.dirname, "..");
  expect(checkLayers(project, sourceFiles(project))).toEqual([]);
});
