import { defineConfig } from "vitest/config";

const source = {
  resolve: { conditions: ["@vedette/source", "node"] },
  ssr: { resolve: { conditions: ["@vedette/source", "node"] } },
};

export default defineConfig({
  ...source,
  test: {
    projects: [
      {
        ...source,
        extends: true,
        test: {
          name: "unit",
          include: ["{packages/*,server,web,tools,bench,conformance}/src/**/*.test.ts", "tools/**/*.test.ts", "bench/**/*.test.ts"],
          testTimeout: 20_000,
        },
      },
      {
        ...source,
        extends: true,
        // Whole processes, real SDKs, real browsers: one file at a time, since each starts servers on a machine of two cores.
        test: {
          name: "process",
          include: ["{server,packages/*,web,examples}/test/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
