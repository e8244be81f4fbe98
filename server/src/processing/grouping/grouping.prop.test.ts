import * as fc from "fast-check";
import { expect, test } from "vitest";
import { deriveEvent } from "../derive/derive-event.ts";
import type { JsonObject } from "../json/json.ts";
import { normalized } from "../normalize/normalize-kit.ts";
import { trimFunction } from "./functions/trim-function.ts";
import { compileGlob } from "./glob.ts";
import { groupEvent, type GroupingConfig, type GroupingComponent } from "./grouping.ts";
import { hashValues } from "./hash.ts";
import { parseFingerprintRules } from "./fingerprint-rules/parse-fingerprint-rules.ts";
import { parseStackRules } from "./stack-rules/parse-stack-rules.ts";

const platform = fc.constantFrom("javascript", "node", "python", "java", "php", "ruby", "native", "cocoa", "csharp", "go", "other");
const name = fc.oneof(
  fc.constantFrom(
    "main",
    "eval",
    "<anonymous>",
    "Object.foo",
    "std::vector<int>::at(int) const",
    "lambda$x",
    "block in y",
    "-[A b]",
    "spawn_main",
    "malloc",
    "abort",
  ),
  fc.string({ maxLength: 12 }),
);
const path = fc.oneof(
  fc.constantFrom("/app/src/a.js", "/app/node_modules/x/b.js", "https://x.io/c.js", "/usr/lib/libc.so", "UIKit", "<anonymous>", "[native code]"),
  fc.string({ maxLength: 12 }),
);
const frame = fc.record(
  { function: name, module: name, filename: path, abs_path: path, package: path, context_line: name, lineno: fc.nat(50), in_app: fc.boolean(), platform },
  { requiredKeys: [] },
);
const frames = fc.array(frame, { maxLength: 8 });
const exception = fc.record(
  {
    type: name,
    value: fc.string({ maxLength: 30 }),
    stacktrace: fc.record({ frames }),
    mechanism: fc.record(
      { type: name, synthetic: fc.boolean(), exception_id: fc.nat(3), parent_id: fc.nat(3), is_exception_group: fc.boolean() },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);
const payload: fc.Arbitrary<JsonObject> = fc.record(
  {
    platform,
    exception: fc.array(exception, { maxLength: 4 }),
    threads: fc.array(fc.record({ id: fc.nat(5), crashed: fc.boolean(), stacktrace: fc.record({ frames }) }), { maxLength: 2 }),
    logentry: fc.record({ formatted: fc.string() }),
    fingerprint: fc.array(fc.constantFrom("a", "{{ default }}", "{{ function }}", "{{ tags.x }}", "{{ no }}"), { maxLength: 3 }),
    transaction: name,
  },
  { requiredKeys: ["platform"] },
);
const matcher = fc.tuple(
  fc.constantFrom("", "!"),
  fc.constantFrom("function", "module", "path", "package", "category", "type"),
  fc.constantFrom("a*", "*", "mine", "**/x/**", "[a", "E"),
);
const rule = fc
  .tuple(
    fc.array(matcher, { minLength: 1, maxLength: 2 }),
    fc.constantFrom("+app", "-app", "-group", "+group", "^-group", "v+app", "category=mine", "max-frames=2", "min-frames=2"),
  )
  .map(([matchers, action]) => `${matchers.map((parts) => `${parts[0]}${parts[1]}:${parts[2]}`).join(" ")} ${action}`);
const config: fc.Arbitrary<GroupingConfig> = fc.record({
  version: fc.constant("newstyle:2026-01-20" as const),
  stackRules: fc.array(rule, { maxLength: 3 }).map((rules) => rules.join("\n")),
  fingerprintRules: fc.constantFrom(
    "",
    "type:main -> x {{ type }}",
    'function:eval -> {{ default }} y title="T {{ function }}"',
    "path:**/node_modules/** -> z",
  ),
});

const leaves = (component: GroupingComponent): string[] =>
  component.contributes ? component.values.flatMap((value) => (typeof value === "string" ? [value] : leaves(value))) : [];

test("whatever the event and the rules: there is a hash, it is what the explanation shows, and a second time it is the same", () => {
  fc.assert(
    fc.property(payload, config, (sent, rules) => {
      const event = normalized(sent);
      const grouping = groupEvent(event, rules);
      expect(grouping.hashes.length).toBeGreaterThan(0);
      expect(grouping.variants.flatMap(({ hash }) => hash ?? []).toSorted()).toEqual(expect.arrayContaining([...grouping.hashes].sort()));
      const explained = grouping.variants.filter(({ component, fingerprint, hash }) => component !== null && fingerprint === null && hash !== null);
      expect(explained.map(({ component }) => (component === null ? "" : hashValues(leaves(component))))).toEqual(explained.map(({ hash }) => hash));
      expect(deriveEvent(grouping.event).title).not.toBe("");
      const stored = JSON.parse(JSON.stringify(grouping.event));
      expect(groupEvent(stored, rules).hashes).toEqual(grouping.hashes);
      expect(groupEvent(stored, rules).event).toEqual(grouping.event);
    }),
    { numRuns: 700 },
  );
});

test("what was grouped before does not matter", () => {
  fc.assert(
    fc.property(fc.array(payload, { minLength: 2, maxLength: 6 }), (sent) => {
      const events = sent.map((each) => normalized(each));
      const forth = events.map((event) => groupEvent(event).hashes);
      const back = events.toReversed().map((event) => groupEvent(event).hashes);
      expect(back.toReversed()).toEqual(forth);
    }),
    { numRuns: 150 },
  );
});

test("no text in one member of a frame passes for another member", () => {
  const text = fc.array(fc.constantFrom("a", "\0", "\u0001", ",", "1", "m"), { maxLength: 4 }).map((parts) => parts.join(""));
  const of = (name: string, module: string, filename: string): readonly string[] => {
    const event = normalized({ platform: "other", exception: [{ type: "E", stacktrace: { frames: [{ function: name, module, filename }] } }] });
    const component = groupEvent(event).variants.find(({ contributes }) => contributes)?.component;
    return component === null || component === undefined ? [] : leaves(component);
  };
  fc.assert(
    fc.property(text, text, text, (name, module, filename) => {
      of(`${name}${module}`, filename, "a");
      expect(of(name, module, filename)).toEqual(["E", module === "" ? filename : module, name].filter((each) => each !== ""));
    }),
    { numRuns: 300 },
  );
});

test("a longer stack of library code changes only system", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 5 }), fc.nat(4), (names, at) => {
      const own = names.map((each, i) => ({ module: `shop.${each}`, function: each, lineno: i, in_app: true }));
      const of = (all: readonly JsonObject[]): readonly string[] =>
        groupEvent(normalized({ platform: "python", exception: [{ type: "E", stacktrace: { frames: [...all] } }] })).hashes;
      const longer = [...own.slice(0, at), { module: "lib", function: "wrap", in_app: false }, ...own.slice(at)];
      expect(of(longer)[0]).toBe(of(own)[0]);
    }),
    { numRuns: 150 },
  );
});

test("texts of rules are read or refused with a place, and names are trimmed to names", () => {
  const text = fc
    .array(fc.constantFrom("function:a", "type:E", "[", "]", "|", "+app", "->", "x", '"', "{{ a }}", "\n", "#", " ", "title=", "!"), { maxLength: 12 })
    .map((parts) => parts.join(" "));
  fc.assert(
    fc.property(text, fc.string(), fc.constantFrom("native", "cocoa", "csharp"), (rules, function_, each) => {
      for (const parsed of [parseStackRules(rules), parseFingerprintRules(rules)]) {
        const { line, column } = "mistake" in parsed ? parsed.mistake : { line: 1, column: 1 };
        expect(rules.split("\n")[line - 1]?.length).toBeGreaterThanOrEqual(column - 1);
      }
      expect(trimFunction(`f${function_}`, each)).not.toBe("");
      expect(compileGlob(function_, "path")("x")).toBeTypeOf("boolean");
    }),
    { numRuns: 500 },
  );
});
