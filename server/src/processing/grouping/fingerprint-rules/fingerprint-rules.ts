import type { Exception, Frame, NormalizedEvent } from "../../normalize/event.ts";
import { compileGlob } from "../glob.ts";
import { ruleTags } from "../rule-tags.ts";
import { familyOf } from "../stack-rules/frame-view.ts";
import { builtInFingerprintRules } from "./built-in-fingerprint-rules.ts";
import type { FingerprintKey, FingerprintMatcher, FingerprintRule } from "./fingerprint-rule.ts";
import { parseFingerprintRules } from "./parse-fingerprint-rules.ts";

/** What is compared: members by name; `path` is tried as given and as file name. */
type Thing = Readonly<Record<string, readonly string[]>>;

interface CompiledMatcher {
  readonly of: FingerprintKey["of"];
  readonly test: (thing: Thing) => boolean;
}

interface CompiledRule {
  readonly rule: FingerprintRule;
  /** Matchers of one kind of thing must all hold on the same one. */
  readonly groups: readonly (readonly [of: FingerprintKey["of"], tests: readonly CompiledMatcher["test"][]])[];
}

/** Rules from top to bottom; the first that matches decides. */
export class FingerprintRules {
  readonly #rules: readonly CompiledRule[];

  constructor(rules: readonly FingerprintRule[]) {
    this.#rules = rules.map(compile);
  }

  /** `event` with its functions trimmed and its frames classified. */
  firstMatch(event: NormalizedEvent): FingerprintRule | undefined {
    if (this.#rules.length === 0) return undefined;
    const things = new ThingsOf(event);
    return this.#rules.find(({ groups }) => groups.every(([of, tests]) => things.get(of).some((thing) => tests.every((test) => test(thing)))))?.rule;
  }
}

/** Most rules fail, and should do so at what is cheap to look at. */
const byCost = ["family", "event", "release", "sdk", "exception", "message", "frame", "tags"] as const satisfies readonly FingerprintKey["of"][];

function compile(rule: FingerprintRule): CompiledRule {
  const matchers = Map.groupBy(rule.matchers.map(compileMatcher), ({ of }) => of);
  const groups = byCost.flatMap((of) => {
    const tests = matchers.get(of)?.map(({ test }) => test);
    return tests === undefined ? [] : [[of, tests] as const];
  });
  return { rule, groups };
}

function compileMatcher({ key, negated, pattern }: FingerprintMatcher): CompiledMatcher {
  const test = valueTest(key, pattern);
  const member = key.of === "tags" ? key.tag : key.member;
  return { of: key.of, test: (thing) => (Object.hasOwn(thing, member) && thing[member]?.some(test) === true) !== negated };
}

function valueTest(key: FingerprintKey, pattern: string): (value: string) => boolean {
  switch (key.member) {
    case "message":
    case "value":
    case "level":
      return compileGlob(pattern, "textIgnoringCase");
    case "path":
    case "package":
    case "release": {
      const test = compileGlob(pattern, "path");
      return (value) => test(value.toLowerCase().replaceAll("\\", "/"));
    }
    case "family":
    case "sdk": {
      const names = new Set(pattern.split(","));
      return (value) => names.has("all") || names.has(value);
    }
    case "app": {
      const wanted = /^(?:1|yes|true)$/.test(pattern) ? "yes" : /^(?:0|no|false)$/.test(pattern) ? "no" : undefined;
      return (value) => value === wanted;
    }
    default:
      return compileGlob(pattern, "text");
  }
}

/** The things of an event, worked out when the first rule asks for them. */
class ThingsOf {
  readonly #event: NormalizedEvent;
  readonly #known = new Map<FingerprintKey["of"], readonly Thing[]>();

  constructor(event: NormalizedEvent) {
    this.#event = event;
  }

  get(of: FingerprintKey["of"]): readonly Thing[] {
    const known = this.#known.get(of) ?? this.#find(of);
    this.#known.set(of, known);
    return known;
  }

  #find(of: FingerprintKey["of"]): readonly Thing[] {
    return finders[of](this.#event);
  }
}

const finders = {
  exception: (event) => exceptionsOf(event).map(({ type, value }) => ({ type: values(type), value: values(value) })),
  message: (event) => [
    ...(event.logentry === undefined ? [] : [{ message: values(event.logentry.formatted) }]),
    ...exceptionsOf(event).map(({ value }) => ({ message: values(value) })),
  ],
  frame: (event) => framesOf(event).map(frameThing),
  event: (event) => [{ logger: values(event.logger), level: values(event.level) }],
  family: (event) => [{ family: [familyOf(event.platform)] }],
  sdk: (event) => [{ sdk: values(event.sdk?.name) }],
  release: (event) => [{ release: values(event.release) }],
  tags: (event) => [Object.fromEntries(ruleTags(event).map(([key, value]) => [key, values(value)]))],
} satisfies Record<FingerprintKey["of"], (event: NormalizedEvent) => readonly Thing[]>;

const none: readonly string[] = [];

function values(value: string | undefined): readonly string[] {
  return value === undefined ? none : [value.trim()];
}

function frameThing(frame: Frame): Thing {
  return {
    module: values(frame.module),
    package: values(frame.package),
    function: values(frame.function ?? "<unknown>"),
    app: values(frame.in_app === true ? "yes" : "no"),
    path: [...values(frame.abs_path), ...values(frame.filename)],
  };
}

function exceptionsOf(event: NormalizedEvent): readonly Exception[] {
  return event.exception?.values.filter((exception) => exception !== null) ?? [];
}

function framesOf(event: NormalizedEvent): readonly Frame[] {
  const stacks = [
    ...exceptionsOf(event).map(({ stacktrace }) => stacktrace),
    event.stacktrace,
    ...(event.threads?.values.map((thread) => thread?.stacktrace) ?? []),
  ];
  return stacks.flatMap((stack) => stack?.frames?.filter((frame) => frame !== null) ?? []);
}

/** Rules with a mistake count as none. */
export function compileFingerprintRules(text: string): FingerprintRules {
  const parsed = parseFingerprintRules(text);
  return new FingerprintRules("rules" in parsed ? parsed.rules : []);
}

/** All of them are about JavaScript. */
export const builtInRules: FingerprintRules = compileFingerprintRules(builtInFingerprintRules);
