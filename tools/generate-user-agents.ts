import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { requiredTexts } from "./required-texts.ts";

// node --conditions=@vedette/source tools/generate-user-agents.ts: writes server/src/processing/user-agent/regexes.ts from the package uap-core.

const require = createRequire(import.meta.url);

/** The lists of uap-core: the constant that each becomes, and which replacements its rules may name, in the order of the columns. */
const lists = {
  user_agent_parsers: { name: "browserRules", columns: ["family_replacement", "v1_replacement", "v2_replacement", "v3_replacement"] },
  os_parsers: { name: "osRules", columns: ["os_replacement", "os_v1_replacement", "os_v2_replacement", "os_v3_replacement"] },
  device_parsers: { name: "deviceRules", columns: ["device_replacement", "brand_replacement", "model_replacement"] },
} as const;
const listNames = ["user_agent_parsers", "os_parsers", "device_parsers"] as const;

export type RegexList = readonly ReadonlyMap<string, string>[];

/**
 * Reads the little of YAML that uap-core's list uses: three top-level lists of maps from a name to text in single quotes.
 * Whatever else turns up one day is a loud error, and then a real YAML reader's turn.
 */
export function readRegexes(yaml: string): ReadonlyMap<string, RegexList> {
  const found = new Map<string, Map<string, string>[]>();
  let list: Map<string, string>[] | undefined;
  for (const [index, line] of yaml.split(/\r?\n/).entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const [, listName] = /^(\w+):\s*$/.exec(line) ?? [];
    if (listName !== undefined) {
      list = [];
      found.set(listName, list);
      continue;
    }
    const [, dash, key, value] = /^\s+(- +)?(\w+): *'((?:[^']|'')*)'\s*$/.exec(line) ?? [];
    if (dash !== undefined) list?.push(new Map());
    const entry = list?.at(-1);
    if (key === undefined || value === undefined || entry === undefined) throw new Error(`line ${index + 1} has an unknown shape: ${line}`);
    entry.set(key, value.replaceAll("''", "'"));
  }
  return found;
}

function row(entry: ReadonlyMap<string, string>, columns: readonly string[]): string {
  const { regex, regex_flag: flags = "", ...rest } = Object.fromEntries(entry);
  const unknown = Object.keys(rest).filter((key) => !columns.includes(key));
  if (regex === undefined || unknown.length > 0) throw new Error(`a rule without regex or with unknown members: ${[...entry].join(" ")}`);
  // Throws where it is not one of JavaScript's.
  const { source } = new RegExp(regex, flags);
  const replacements = columns.map((column) => rest[column] ?? "");
  const texts = requiredTexts(source, flags) ?? [];
  const fields = [texts.join("|"), regex, flags, ...replacements];
  const line = fields.join("\t").replace(/\t+$/, "");
  if (/`|\$\{|\n/.test(line) || fields.some((field) => field.includes("\t")) || texts.some((text) => text.includes("|")))
    throw new Error(`a rule with characters that the module has no way to hold: ${line}`);
  return `${line}\n`;
}

const header = (version: string): string => `/*!
 * Rules of uap-core ${version} (https://github.com/ua-parser/uap-core), converted to TypeScript by tools/generate-user-agents.ts. Do not edit.
 *
 * Copyright 2009 Google Inc.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance with the
 * License. You may obtain a copy of the License at http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License is distributed on an
 * "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the License for the specific
 * language governing permissions and limitations under the License.
 */

// Text for \`readRules\`, one rule a line. As arrays, even inside functions that nobody calls, they cost 2.7 MB of memory at start; as text 0.7 MB.
`;

/** Text of the module. */
export function generateUserAgents(yaml: string, version: string): string {
  const found = readRegexes(yaml);
  const unknown = [...found.keys()].filter((name) => !Object.hasOwn(lists, name));
  if (unknown.length > 0) throw new Error(`unknown lists: ${unknown.join(", ")}`);
  const sections = listNames.map((listName) => {
    const { name, columns } = lists[listName];
    const rules = found.get(listName) ?? [];
    if (rules.length === 0) throw new Error(`no ${listName}`);
    const titles = columns.map((column) => column.replace(/_?replacement$/, "").replace(/^os_v/, "v")).join(", ");
    return `\n/** Replacements: ${titles}. */\nexport const ${name} = String.raw\`${rules.map((rule) => row(rule, columns)).join("")}\`;\n`;
  });
  return header(version) + sections.join("");
}

/** What the installed package makes of it. */
export function generateFromPackage(): string {
  const yaml = require.resolve("uap-core/regexes.yaml");
  const manifest: unknown = JSON.parse(fs.readFileSync(path.join(path.dirname(yaml), "package.json"), "utf8"));
  const version = typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : "";
  return generateUserAgents(fs.readFileSync(yaml, "utf8"), version);
}

if (import.meta.main) {
  fs.writeFileSync(path.resolve(import.meta.dirname, "../server/src/processing/user-agent/regexes.ts"), generateFromPackage());
}
