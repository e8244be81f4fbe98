import { expect, test } from "vitest";

import { platformOf, platforms, searchPlatforms } from "./platforms.ts";

const dsn = "http://0123456789abcdef0123456789abcdef@127.0.0.1:9000/42";

test.each(platforms.map((platform) => [platform.slug, platform] as const))(
  "%s: the real DSN stands in the steps, and each step has code",
  (_slug, platform) => {
    const steps = platform.steps(dsn);
    expect(steps.length).toBeGreaterThanOrEqual(2);
    expect(steps.map((step) => step.code).join("\n")).toContain(dsn);
    for (const step of steps) expect(step.code.trim()).not.toBe("");
  },
);

test("slugs are unique", () => {
  expect(new Set(platforms.map((platform) => platform.slug)).size).toBe(platforms.length);
});

test("a sub-platform without an own entry falls back to its family, the unknown to curl", () => {
  expect(platformOf("node-koa")?.slug).toBe("node");
  expect(platformOf("cobol")?.slug).toBe("other");
  expect(platformOf(null)?.slug).toBe("other");
});

test("search finds by name, slug and neighbouring words", () => {
  expect(searchPlatforms("golang gin").map((platform) => platform.slug)).toEqual(["go-gin"]);
  expect(searchPlatforms("c#").map((platform) => platform.slug)).toContain("dotnet-aspnetcore");
});

test("curl goes to the store endpoint of the project with its key", () => {
  const code = platformOf("other")?.steps(dsn).at(-1)?.code ?? "";
  expect(code).toContain("curl http://127.0.0.1:9000/api/42/store/");
  expect(code).toContain("sentry_key=0123456789abcdef0123456789abcdef");
});
