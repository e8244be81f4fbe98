import { describe, expect, test } from "vitest";
import { groupingConfigIds, type GroupingConfigId } from "../../project-settings/grouping-configs.ts";
import { groupingSettings } from "../../project-settings/project-settings.ts";
import type { JsonObject } from "../json/json.ts";
import { normalized } from "../normalize/normalize-kit.ts";
import { groupEvent, secondaryConfigFor } from "./grouping.ts";
import { hashValues } from "./hash.ts";
import { readRuleRows } from "./stack-rules/built-in-stack-rules.ts";
import { formerRules } from "./stack-rules/former-stack-rules.ts";

const [newest, former] = groupingConfigIds;
const first = (payload: JsonObject, version: GroupingConfigId): string | undefined => groupEvent(normalized(payload), { version }).hashes[0];
const error = (frames: readonly JsonObject[], platform = "python"): JsonObject => ({
  platform,
  exception: [{ type: "E", value: "v", stacktrace: { frames } }],
});

describe("in what the configuration of 2023 differs (`grouping.md` §2)", () => {
  test.for<[string, JsonObject, readonly string[], readonly string[]]>([
    ["the stack came before the type", error([{ function: "f", module: "m", in_app: true }]), ["E", "m", "f"], ["m", "f", "E"]],
    [
      "and the value after Cocoa's codes",
      { exception: [{ type: "E", value: "v", mechanism: { type: "x", meta: { ns_error: { domain: "d" } } } }] },
      ["E", "d"],
      ["E", "d"],
    ],
    [
      "the lone frame of a script was dropped where it has a URL",
      error([{ abs_path: "https://x.io/a.js", module: "shop", in_app: true }], "javascript"),
      ["E", "shop"],
      ["E", "v"],
    ],
    ["and kept where it has none", error([{ filename: "a.js", in_app: true }], "javascript"), ["E", "v"], ["a.js", "E"]],
    [
      "the interpreter's numbers counted",
      error([
        {
          module: "__main__",
          filename: "<string>",
          function: "<module>",
          in_app: true,
          context_line: "from multiprocessing.spawn import spawn_main; spawn_main(tracker_fd=5, pipe_handle=7)",
        },
      ]),
      ["E", "__main__", "<module>", "from multiprocessing.spawn import spawn_main; spawn_main(tracker_fd=<int>, pipe_handle=<int>)"],
      ["__main__", "<module>", "from multiprocessing.spawn import spawn_main; spawn_main(tracker_fd=5, pipe_handle=7)", "E"],
    ],
    ["an unknown variable was text", { fingerprint: ["a", "{{ nonsense }}"] }, ["a", "<unrecognized-variable-nonsense>"], ["a", "{{ nonsense }}"]],
    [
      "what a throwing function calls counts in neither",
      error([{ function: "main", in_app: true }, { function: "abort" }, { function: "handler", in_app: true }], "native"),
      ["E", "main"],
      ["main", "E"],
    ],
  ])("%s", ([, payload, now, then]) => {
    expect(first(payload, newest)).toBe(hashValues(now));
    expect(first(payload, former)).toBe(hashValues(then));
  });

  test("all of its 326 built-in rules can be read", () => {
    expect(readRuleRows(formerRules)).toHaveLength(326);
  });
});

describe("the former configuration of a project", () => {
  const options = { groupingConfig: newest, secondaryGroupingConfig: former, secondaryGroupingExpiry: 1000 } as const;

  test("counts until it expires, with the rules that the project has now", () => {
    const settings = groupingSettings({ ...options, groupingEnhancements: "function:f -app" });
    expect(secondaryConfigFor(settings, 999_999)).toMatchObject({ version: former, stackRules: "function:f -app" });
    expect(secondaryConfigFor(settings, 1_000_000)).toBeUndefined();
  });

  test.for([[{}], [{ ...options, secondaryGroupingConfig: newest }], [{ groupingConfig: former }]])("there is none: %j", ([chosen = {}]) => {
    expect(secondaryConfigFor(groupingSettings(chosen), 0)).toBeUndefined();
  });
});
