import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { detectRelease } from "./release.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "vedette-release-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): void => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
};

test("the environment comes first, in a fixed order", () => {
  expect(detectRelease({ GITHUB_SHA: "b", SENTRY_RELEASE: "a" }, folder)).toBe("a");
  expect(detectRelease({ GITHUB_SHA: "b", SENTRY_RELEASE: " " }, folder)).toBe("b");
});

test.each(["RENDER_GIT_COMMIT", "RAILWAY_GIT_COMMIT_SHA", "BUILDKITE_COMMIT", "GIT_COMMIT", "HEROKU_BUILD_COMMIT", "K_REVISION", "COMMIT_TAG"])(
  "%s, unless it was left as a placeholder",
  (name) => {
    expect(detectRelease({ [name]: "v7" }, folder)).toBe("v7");
    expect(detectRelease({ [name]: name }, folder)).toBeUndefined();
  },
);

test.each([
  ["a branch", { ".git/HEAD": "ref: refs/heads/main\n", ".git/refs/heads/main": `${COMMIT}\n` }],
  ["a packed branch", { ".git/HEAD": "ref: refs/heads/main\n", ".git/packed-refs": `# pack-refs\n${COMMIT} refs/heads/main\n` }],
  ["a detached head", { ".git/HEAD": `${COMMIT}\n` }],
  [
    "a work tree",
    {
      ".git": "gitdir: ./real/worktrees/w\n",
      "real/worktrees/w/HEAD": "ref: refs/heads/w\n",
      "real/worktrees/w/commondir": "../..\n",
      "real/refs/heads/w": `${COMMIT}\n`,
    },
  ],
])("the commit of %s, from any folder below", (_, files) => {
  for (const [name, text] of Object.entries(files)) write(name, text);
  mkdirSync(path.join(folder, "packages/app"), { recursive: true });
  expect(detectRelease({}, path.join(folder, "packages/app"))).toBe(COMMIT);
});

test("name and version of the package, when there is no commit", () => {
  write("package.json", '{"name":"shop","version":"3.2.1"}');
  expect(detectRelease({}, folder)).toBe("shop@3.2.1");
});

test("nothing readable is no error", () => {
  write("package.json", "{");
  write(".git/HEAD", "rubbish");
  expect(detectRelease({}, folder)).toBeUndefined();
});
