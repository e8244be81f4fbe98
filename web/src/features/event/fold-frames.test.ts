import { expect, test } from "vitest";

import type { Frame } from "./event-parts.ts";
import { foldFrames, foldedText, frameOrigin } from "./fold-frames.ts";

const frame = (absPath: string, inApp: boolean): Frame => ({
  filename: null,
  absPath,
  module: null,
  package: null,
  function: null,
  lineNo: 1,
  colNo: null,
  inApp,
  instructionAddr: null,
  context: [],
  vars: {},
});
const express = frame("/srv/node_modules/express/lib/router.js", false);
const internal = frame("node:internal/timers", false);
const own = frame("/srv/src/cart.ts", true);

test("runs of library frames fold, own frames stand, newest first", () => {
  const runs = foldFrames([internal, internal, express, own, express, express, own], true, false);
  expect(runs.map((run) => (run.kind === "frame" ? run.key : run.text))).toEqual([
    6,
    "2 frames of express folded",
    3,
    "3 frames of express and node:internal folded",
  ]);
});

test("a single library frame is not worth folding", () => {
  expect(foldFrames([own, express, own], false, false).map((run) => run.kind)).toEqual(["frame", "frame", "frame"]);
});

test("without an own frame the newest one stands", () => {
  const runs = foldFrames([internal, internal, express], true, false);
  expect(runs[0]).toMatchObject({ kind: "frame", key: 2 });
  expect(runs[1]).toMatchObject({ kind: "folded" });
});

test("the full view folds nothing", () => {
  expect(foldFrames([internal, internal, express, own], true, true)).toHaveLength(4);
});

test.each([
  ["/srv/node_modules/.pnpm/@nestjs+core@10.0.0/node_modules/@nestjs/core/router.js", "@nestjs/core"],
  ["/usr/lib/python3.12/site-packages/django/core/handlers/base.py", "django"],
  ["/usr/lib/python3.12/asyncio/base_events.py", "asyncio"],
  ["/usr/local/bundle/gems/actionpack-7.1.2/lib/x.rb", "actionpack"],
  ["/root/go/pkg/mod/github.com/gin-gonic/gin@v1.9.1/context.go", "gin"],
  ["/home/x/.cargo/registry/src/index.crates.io-6f17d22bba15001f/tokio-1.38.0/src/task.rs", "tokio"],
  ["/var/www/vendor/symfony/http-kernel/Kernel.php", "symfony/http-kernel"],
  ["C:\\app\\node_modules\\koa\\lib\\app.js", "koa"],
])("%s is of %s", (path, origin) => {
  expect(frameOrigin({ absPath: path, filename: null, module: null, package: null })).toBe(origin);
});

test("modules tell the library where paths do not", () => {
  expect(frameOrigin({ absPath: null, filename: "Foo.java", module: "org.springframework.web.servlet.FrameworkServlet", package: null })).toBe(
    "org.springframework.web",
  );
  expect(frameOrigin({ absPath: null, filename: null, module: "celery.app.trace", package: null })).toBe("celery");
});

test("many libraries are counted, not listed", () => {
  const frames = ["a", "b", "c", "d", "e"].map((name) => frame(`/srv/node_modules/${name}/x.js`, false));
  expect(foldedText(frames)).toBe("5 frames of a, b, c and 2 more folded");
});
