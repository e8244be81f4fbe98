import { expect, test } from "vitest";
import { changedSettings, settingGroups } from "./performance-settings.ts";

const setting = (name: string, value: boolean | number) => ({ name, label: name, value, fallback: value, unit: null, min: null, max: null });
const settings = [setting("queries", true), setting("count", 5), setting("ratio", 0.33), setting("assets", true)];

test("amounts stand below their switch", () => {
  expect(settingGroups(settings).map(({ toggle, amounts }) => [toggle.name, amounts.map(({ name }) => name)])).toEqual([
    ["queries", ["count", "ratio"]],
    ["assets", []],
  ]);
});

test("only what is another value than before is sent, numbers as numbers", () => {
  expect(changedSettings(settings, { queries: true, count: "5", ratio: "0.5", assets: false })).toEqual({ ratio: 0.5, assets: false });
  expect(changedSettings(settings, { count: "many", ratio: "" })).toEqual({ count: "many", ratio: "" });
});
