import { expect, test } from "vitest";
import { groupEvent } from "../processing/grouping/grouping.ts";
import { normalized } from "../processing/normalize/normalize-kit.ts";
import { groupingSettings } from "../project-settings/project-settings.ts";
import { secondaryHashes } from "./secondary-hashes.ts";

const frames = [{ function: "f", module: "m", in_app: true }];
const event = normalized({ platform: "python", exception: [{ type: "E", value: "v", stacktrace: { frames } }] });
const primary = groupEvent(event).hashes;
const inTransition = { secondaryGroupingConfig: "newstyle:2023-01-11", secondaryGroupingExpiry: Math.ceil(event.received) + 60 } as const;

test("the first event of a kind asks for what its hashes were, the next know", () => {
  const settings = groupingSettings(inTransition);
  expect(secondaryHashes(event, primary, settings)).toEqual(groupEvent(event, { version: "newstyle:2023-01-11" }).hashes);
  expect(secondaryHashes(event, primary, settings)).toBeUndefined();
  expect(secondaryHashes(event, ["another"], settings)).toHaveLength(1);
});

test("nothing is asked outside of a transition", () => {
  expect(secondaryHashes(event, primary, groupingSettings({}))).toBeUndefined();
  expect(secondaryHashes(event, primary, groupingSettings({ ...inTransition, secondaryGroupingExpiry: 1 }))).toBeUndefined();
});
