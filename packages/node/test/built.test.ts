import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installBuilt } from "./built-app.ts";
import { differences, factsOf } from "./facts.ts";
import { nodeVersions } from "./node-versions.ts";
import { record } from "./record.ts";

// What npm would install says the same as the sources, on every Node that is supported and there.

const scenarios = readdirSync(path.join(import.meta.dirname, "scenarios")).map((file) => path.basename(file, ".mjs"));

let app: string;
beforeAll(() => {
  app = installBuilt();
});
afterAll(() => rmSync(app, { recursive: true }));

test.each(scenarios)("%s", async (scenario) => {
  const source = await record(scenario, { sdk: "@vedette/node" });
  expect(source.envelopes.length).toBeGreaterThan(0);
  for (const [version, node] of nodeVersions) {
    const built = await record(scenario, { sdk: "@vedette/node", node, args: [], cwd: app });
    const found = differences(factsOf(built.envelopes), factsOf(source.envelopes));
    expect({ version, found, exitCode: built.exitCode }).toEqual({ version, found: [], exitCode: source.exitCode });
  }
});
