import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const folder = new URL(".", import.meta.url);
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
/** The shapes of settings and of rows are data: what is decided by, and what is made. */
const shapes = ["../project-settings/", "../stores/telemetry/datasets.ts"].map((path) => new URL(path, folder).href);
const within = (href: string): boolean => [folder.href, ...shapes].some((allowed) => href.startsWith(allowed));
const impure = /\bDate\.now\(|Math\.random\(|\bprocess\.|\bfetch\(|console\./;

test("processing is pure: it imports itself, the protocol and hashing, and nothing else", () => {
  expect(sources.length).toBeGreaterThan(30);
  const faults = sources.flatMap((name) => {
    const text = readFileSync(new URL(name, folder), "utf8");
    const imported = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
    const outside = imported.filter(
      (specifier) => specifier !== "node:crypto" && specifier !== "@vedette/protocol" && !within(new URL(specifier, new URL(name, folder)).href),
    );
    return [...outside, ...(impure.exec(text) ?? [])].map((found) => `${name}: ${found}`);
  });
  expect(faults).toEqual([]);
});
