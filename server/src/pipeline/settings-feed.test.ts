import { expect, it } from "vitest";
import { mergeSettings, type ProjectSettings } from "../project-settings/project-settings.ts";
import { openSettingsFeed, type SettingsChanges } from "./settings-feed.ts";

const local = mergeSettings({}, { filters: { localhost: true } });
const secret = mergeSettings({}, { sensitiveFields: ["secret_sauce"] });

async function open() {
  const source = { version: 1, settings: new Map<number, ProjectSettings>([[1, local]]), reads: 0, broken: false };
  const seen: SettingsChanges[] = [];
  const warnings: string[] = [];
  const feed = await openSettingsFeed(
    {
      settingsVersion: () => (source.broken ? Promise.reject(new Error("the disk is gone")) : Promise.resolve(source.version)),
      projectSettings: () => {
        source.reads++;
        return Promise.resolve(structuredClone(source.settings));
      },
    },
    (message) => warnings.push(message),
  );
  feed.onChange((changes) => seen.push(changes));
  return { source, seen, warnings, feed };
}

it("tells of projects whose settings changed, and of none when nothing did", async () => {
  const { source, seen, feed } = await open();
  const first = feed.current().get(1);
  await feed.refresh();
  expect([seen, source.reads]).toEqual([[], 1]);
  source.version++;
  source.settings.set(2, secret);
  await feed.refresh();
  expect(seen).toEqual([[[2, secret]]]);
  expect(feed.current().get(1)).toBe(first);
  source.version++;
  source.settings.delete(1);
  await feed.refresh();
  expect(seen.at(-1)).toEqual([[1, null]]);
  source.version++;
  await feed.refresh();
  expect(seen.at(-1)).toEqual([]);
});

it("settles when a change that was asked for is delivered", async () => {
  const { source, seen, feed } = await open();
  source.version++;
  source.settings.set(2, secret);
  void feed.refresh();
  await feed.settled();
  expect(seen).toHaveLength(1);
});

it("goes on with what it knows while the settings cannot be read", async () => {
  const { source, warnings, seen, feed } = await open();
  source.broken = true;
  await feed.refresh();
  expect(warnings.join()).toContain("the disk is gone");
  expect(feed.current().get(1)).toEqual(local);
  source.broken = false;
  source.version++;
  source.settings.set(1, secret);
  await feed.refresh();
  expect(seen).toEqual([[[1, secret]]]);
});
