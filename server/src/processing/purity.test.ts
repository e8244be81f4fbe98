import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const folder = new URL(".", import.meta.url);
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
const within = (href: string): boolean => href.startsWith(folder.href) || href.startsWith(new URL("../project-settings/", folder).href);
const impure = /\bDate\.now\(|Math\.random\(|\bprocess\.|\bfetch\(|console\./;

test("processing is pure: it imports itself, the protocol and hashing, and nothing else", () => {
  expect(sources.length).toBeGreaterThan(30);
  const faults = sources.flatMap((name) => {
    const text = readFileSync(new URL(name, folder), "utf8");
    const imported = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
    const outside = imported.filter(
      (specifier) =>
        specifier !== "node:crypto" && specifier !== "@vedette/protocol" && !within(new URL(specifier, new URL(name, folder)).href),
    );
    return [...outside, ...(impure.exec(text) ?? [])].map((found) => `${name}: ${found}`);
  });
  expect(faults).toEqual([]);
});
