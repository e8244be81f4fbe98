import { readFileSync } from "node:fs";
import path from "node:path";
import * as theirs from "sentry-node-11";
import * as ours from "@vedette/node";
import { expect, test } from "vitest";

/** The migration guide against both packages: a program that changes its import must find each name, or read what there is instead. */

const guide = readFileSync(path.join(import.meta.dirname, "../../../docs/sdk/migrate-from-sentry.md"), "utf8");
const [node = ""] = guide.split("# Moving from @sentry/browser");
const section = (title: string): string => node.split(`## ${title}`)[1]?.split("\n## ")[0] ?? "";
const firstColumn = (title: string): string => section(title).split("\n").map((row) => row.split("|")[1] ?? "").join("\n"); // prettier-ignore
const namesIn = (text: string): string[] => Array.from(text.matchAll(/`([A-Za-z_]\w*)`/g), ([, name = ""]) => name);

test("every export of @sentry/node is there, or the guide says what is instead", () => {
  const explained = new Set(namesIn(firstColumn("Names that are not there, and what there is")));
  const missing = Object.keys(theirs).filter((name) => name !== "default" && !(name in ours) && !explained.has(name));
  expect(missing).toEqual([]);
  expect([...explained].filter((name) => !(name in theirs))).toEqual([]);
});

test("what the guide says to stay is there, in both", () => {
  const kept = namesIn(firstColumn("What stays")).filter((name) => !name.startsWith("before"));
  expect(kept.length).toBeGreaterThan(40);
  expect(kept.filter((name) => !(name in ours))).toEqual([]);
});

test("functions take what those of @sentry/node take", () => {
  const shared = Object.entries(theirs).filter(
    ([name, value]) => typeof value === "function" && name in ours && /^(capture|set|add|start|with|get|is|last)/.test(name),
  );
  expect(shared.length).toBeGreaterThan(40);
  for (const [name, value] of shared) expect([name, typeof Reflect.get(ours, name)]).toEqual([name, typeof value]);
});
