import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const source = {
  resolve: { conditions: ["@vedette/source", "node"] },
  ssr: { resolve: { conditions: ["@vedette/source", "node"] } },
};

export default defineConfig({
  ...source,
  test: {
    // Vitest leaves one core to itself, which on a machine of two means one file after the other. Most tests wait more than they compute;
    // each file of the processes starts servers and browsers, so memory bounds their number.
    maxWorkers: Math.min(availableParallelism(), 4),
    // Limits find what never ends, not what is slow: a busy machine may take twenty times as long, and the message of a limit says nothing.
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        ...source,
        extends: true,
        test: {
          name: "unit",
          include: ["{packages/*,server,web,tools,bench,conformance}/src/**/*.test.ts", "tools/**/*.test.ts", "bench/**/*.test.ts"],
          setupFiles: ["tools/seed-properties.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...source,
        extends: true,
        // Whole processes, real SDKs, real browsers. Their waiting has limits of its own (`patience` in server/test/harness.ts), which tell what was waited for.
        test: {
          name: "process",
          include: ["{server,packages/*,web,examples}/test/**/*.test.ts"],
          globalSetup: ["tools/test-setup.mjs"],
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
