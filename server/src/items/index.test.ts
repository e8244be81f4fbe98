import { existsSync, readdirSync } from "node:fs";
import { ITEM_TYPES } from "@vedette/protocol";
import { expect, test } from "vitest";
import { itemDefinition, items } from "./index.ts";

test("every type of the protocol has its definition", () => {
  expect(Object.keys(items).toSorted((a, b) => a.localeCompare(b))).toEqual(Object.keys(ITEM_TYPES).toSorted((a, b) => a.localeCompare(b)));
  for (const [type, definition] of Object.entries(items)) expect(definition.type).toBe(type);
});

test("every folder is a type in the list", () => {
  const folder = new URL(".", import.meta.url);
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.length).toBeGreaterThan(0);
  for (const { name } of folders) {
    expect(itemDefinition(name.replaceAll("-", "_"))).toBeDefined();
    expect(existsSync(new URL(`${name}/item.ts`, folder))).toBe(true);
  }
});

test("names of Object.prototype are no types", () => {
  expect(itemDefinition("toString")).toBeUndefined();
  expect(itemDefinition("__proto__")).toBeUndefined();
});
