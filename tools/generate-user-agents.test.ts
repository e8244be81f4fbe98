import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { generateFromPackage, generateUserAgents, readRegexes } from "./generate-user-agents.ts";

const yaml = String.raw`
# comment
user_agent_parsers:
  #### PART ####
  - regex: '(Foo)/(\d+)'   
    family_replacement: 'It''s $1'
os_parsers:
  - regex: 'Bar OS'
    os_replacement: 'Bar'
    os_v2_replacement: '7'
device_parsers:

  - regex: 'Baz "x"'
    regex_flag: 'i'
    model_replacement: '$1'
`;

test("reads lists of quoted text", () => {
  expect([...readRegexes(yaml)].map(([name, rules]) => [name, rules.map((rule) => Object.fromEntries(rule))])).toEqual([
    ["user_agent_parsers", [{ regex: String.raw`(Foo)/(\d+)`, family_replacement: "It's $1" }]],
    ["os_parsers", [{ regex: "Bar OS", os_replacement: "Bar", os_v2_replacement: "7" }]],
    ["device_parsers", [{ regex: 'Baz "x"', regex_flag: "i", model_replacement: "$1" }]],
  ]);
});

test("writes rows", () => {
  const module = generateUserAgents(yaml, "1.2.3");
  expect(module).toContain("uap-core 1.2.3");
  expect(module).toContain(`${String.raw`Foo/	(Foo)/(\d+)		It's $1`}\n`);
  expect(module).toContain("Bar OS\tBar OS\t\tBar\t\t7\n");
  expect(module).toContain(`baz "x"\tBaz "x"\ti\t\t\t$1\n`);
});

test.for<[string, string, string]>([
  ["another shape", yaml.replace("'Bar'", "Bar"), "line 9 has an unknown shape"],
  ["another list", `${yaml}extra_parsers:\n`, "unknown lists: extra_parsers"],
  ["another member", yaml.replace("os_v2_", "os_v9_"), "unknown members"],
  ["a missing list", yaml.slice(0, yaml.indexOf("device_parsers")), "no device_parsers"],
  ["what a template cannot hold", yaml.replace("'Bar'", "'${Bar}'"), "no way to hold"],
  ["an expression that is not one", yaml.replace("(Foo)", "(Foo"), "Invalid regular expression"],
])("refuses %s", ([, text, message]) => {
  expect(() => generateUserAgents(text, "1")).toThrow(message);
});

test("the module in the tree is what the installed package says; else run tools/generate-user-agents.ts", () => {
  const file = path.resolve(import.meta.dirname, "../server/src/processing/user-agent/regexes.ts");
  expect(fs.readFileSync(file, "utf8")).toBe(generateFromPackage());
});
