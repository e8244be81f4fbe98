import fs from "node:fs";
import { beforeAll, expect } from "vitest";

/**
 * Properties are tried on the same values in every run: one that finds a new counterexample by chance says nothing about the change
 * that is tested. `PROPERTY_SEED=random npm test -- …` looks further; a number there repeats what was found.
 */
const seed = process.env["PROPERTY_SEED"] ?? "20261122";

beforeAll(async () => {
  const { testPath } = expect.getState();
  // Most tests have no properties, and loading the library would cost each file 60 ms.
  if (seed === "random" || testPath === undefined || !fs.readFileSync(testPath, "utf8").includes('"fast-check"')) return;
  const { configureGlobal } = await import("fast-check");
  configureGlobal({ seed: Number(seed) });
});
