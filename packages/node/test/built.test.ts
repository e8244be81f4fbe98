import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installBuilt } from "./built-app.ts";
import { differences, factsOf } from "./facts.ts";
import { record } from "./record.ts";

// What npm would install says the same as the sources, also on the oldest Node that is supported, where the machine has one.

const OLDEST = "/usr/bin/node";
const node = existsSync(OLDEST) ? OLDEST : process.execPath;
const scenarios = readdirSync(path.join(import.meta.dirname, "scenarios")).map((file) => path.basename(file, ".mjs"));

let app: string;
beforeAll(() => {
  app = installBuilt();
});
afterAll(() => rmSync(app, { recursive: true }));

test.each(scenarios)("%s", async (scenario) => {
  const built = await record(scenario, { sdk: "@vedette/node", node, args: [], cwd: app });
  const source = await record(scenario, { sdk: "@vedette/node" });
  expect(built.envelopes.length).toBeGreaterThan(0);
  expect(differences(factsOf(built.envelopes), factsOf(source.envelopes))).toEqual([]);
  expect(built.exitCode).toBe(source.exitCode);
});
