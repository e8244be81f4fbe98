import { newestRules, type RuleRow } from "./built-in-stack-rules.ts";

/**
 * The set `all-platforms:2023-01-11`: what is the program's own was decided before frames had categories, and categories
 * counted before the last of them were given. Told by the numbers of `grouping.md` §21 and by the rows that were different.
 * Its rules by the file names of webpack are missing: their matcher is no part of the language (`grouping.md` §8.1).
 */
export const formerRules: readonly RuleRow[] = [
  ...rows(59, 64),
  ["family:native package", "-app", ["/lib/**", "/usr/lib/**"]],
  ["family:native path", "-app", ["/usr/local/lib/**", "/usr/local/Cellar/**"]],
  ["family:native package", "-app", ["linux-gate.so*"]],
  ...rows(67, 78),
  ["family:native path", "-app", ["**/packages/flutter/**", "lib/ui/hooks.dart", "lib/ui/platform_dispatcher.dart"]],
  ...rows(82, 84),
  ...rows(1, 4),
  ["family:native package", "category=system", ["libdispatch.dylib", "WebKit", "**/libart.so"]],
  ...rows(6, 49),
  [
    "",
    "category=internals",
    ["category:driver | [ category:driver ]", "[ category:gl ] | category:gl", "[ category:av ] | category:av", "[ category:malloc ] | category:malloc"],
  ],
  ["category", "^-group", ["throw"]],
  ["", "category=internals", ["[ function:_purecall ] | category:throw", "[ category:throw ] | category:throw"]],
  ...rows(86, 88),
  ["category", "-group", ["telemetry", "indirection", "internals"]],
  ...rows(92, 92),
  ...rows(51, 55),
  ...rows(93, 100),
  ...rows(56, 58),
  ...rows(101, 104),
];

function rows(first: number, last: number): readonly RuleRow[] {
  return newestRules.slice(first - 1, last);
}
