import type { NormalizedEvent } from "../../normalize/event.ts";
import { builtInRules } from "../fingerprint-rules/fingerprint-rules.ts";
import type { Grouping, GroupingConfig, GroupingVariant, MatchedRule } from "../grouping.ts";
import { contributing, hashValues, switchedOff } from "../hash.ts";
import { familyOf } from "../stack-rules/frame-view.ts";
import { prepareEvent } from "./prepare.ts";
import { firstContributing } from "./strategies.ts";
import type { Named } from "./strategy.ts";
import type { ConfigTraits } from "./config-traits.ts";
import { toolsetFor, type Toolset } from "./toolset.ts";
import { isDefaultVariable, resolveEntry, resolveTitle } from "./variables.ts";

const fallbackHash = hashValues([]);

/**
 * The configurations of `grouping.md` §2: checksum, then fingerprints of the project's rules, the
 * built-in rules or the SDK, then what the strategies make of the event (§4.2).
 */
export function groupV1(sent: NormalizedEvent, config: GroupingConfig): Grouping {
  const tools = toolsetFor(config);
  const { event, prepared } = prepareEvent(sent, tools);
  const matched = matchedRule(event, tools);
  const decided: NormalizedEvent = matched?.title == null ? event : { ...event, title: matched.title };
  const finish = (variants: readonly GroupingVariant[], shown: NormalizedEvent = decided): Grouping => ({
    version: config.version,
    hashes: hashesOf(variants),
    variants,
    rule: matched === undefined ? null : { origin: matched.origin, text: matched.text, line: matched.line },
    event: shown,
  });
  if (event.checksum !== undefined) return finish([checksumVariant(event.checksum)]);
  const { variants: strategy, mainExceptionId } = firstContributing({ event, tools, prepared });
  const shown = mainExceptionId === undefined ? decided : { ...decided, main_exception_id: mainExceptionId };
  return finish(combined(event, matched, strategy, tools.traits), shown);
}

interface Match extends MatchedRule {
  readonly fingerprint: readonly string[];
  readonly title: string | null;
}

/** The project's rules come before those that are built in. */
function matchedRule(event: NormalizedEvent, { fingerprintRules, traits }: Toolset): Match | undefined {
  const own = fingerprintRules.firstMatch(event);
  const builtIn = own !== undefined || familyOf(event.platform) !== "javascript" ? undefined : builtInRules.firstMatch(event);
  const rule = own ?? builtIn;
  if (rule === undefined) return undefined;
  const title = rule.title === null ? null : resolveTitle(rule.title, event, traits);
  return { origin: own === undefined ? "built-in" : "project", text: rule.text, line: rule.line, fingerprint: rule.fingerprint, title };
}

const customNames = { project: "custom_server_fingerprint", "built-in": "built_in_fingerprint", client: "custom_client_fingerprint" } as const;

/** `grouping.md` §4.1: a fingerprint replaces what was computed, salts it, or says nothing. */
function combined(event: NormalizedEvent, matched: Match | undefined, strategy: readonly Named[], traits: ConfigTraits): readonly GroupingVariant[] {
  const fingerprint = matched?.fingerprint ?? event.fingerprint ?? [];
  const isCustom = fingerprint.length > 0 && !fingerprint.some(isDefaultVariable);
  if (isCustom) {
    const entries = fingerprint.map((entry) => resolveEntry(entry, event, traits));
    const hint =
      matched === undefined
        ? null
        : `fingerprint set by ${matched.origin === "project" ? `the project's rule in line ${matched.line}` : "a built-in rule"}: ${matched.text}`;
    return [
      { name: customNames[matched?.origin ?? "client"], hash: hashValues(entries), contributes: true, hint, component: null, fingerprint: entries },
      ...strategy.map(([name, component]) => variantOf([name, switchedOff(component, "custom fingerprint takes precedence")], [])),
    ];
  }
  const salt = fingerprint.length > 1 ? fingerprint : [];
  const resolved = salt.map((entry) => (isDefaultVariable(entry) ? null : resolveEntry(entry, event, traits)));
  const variants = withoutTwin(strategy.map((named) => variantOf(named, salt, resolved)));
  if (variants.some(({ contributes }) => contributes)) return variants;
  // A fingerprint that salts has nothing to salt here: all such events of a project share one issue (`grouping.md` §1).
  return [
    ...variants,
    { name: "fallback", hash: fallbackHash, contributes: true, hint: "nothing in the event can be grouped by", component: null, fingerprint: null },
  ];
}

/** `salt` as it is shown, and with its variables filled in: null stands for the variant's own values (`{{ default }}`). */
function variantOf([name, component]: Named, salt: readonly string[], resolved: readonly (string | null)[] = []): GroupingVariant {
  const { contributes, hint } = component;
  const fingerprint = salt.length === 0 ? null : salt;
  if (!contributes) return { name, hash: null, contributes, hint, component, fingerprint };
  const values = contributing(component);
  return { name, hash: hashValues(fingerprint === null ? values : resolved.flatMap((entry) => entry ?? values)), contributes, hint, component, fingerprint };
}

/** `system` is of no use where it says the same as `app` (`grouping.md` §6.2). */
function withoutTwin(variants: readonly GroupingVariant[]): readonly GroupingVariant[] {
  const app = variants.find(({ name }) => name === "app");
  return variants.map((each) =>
    each.name === "system" && each.hash !== null && each.hash === app?.hash
      ? { ...each, hash: null, contributes: false, hint: "hash matches the app variant" }
      : each,
  );
}

function checksumVariant(checksum: string): GroupingVariant {
  const isHash = /^[\da-f]{32}$/.test(checksum);
  return {
    name: isHash ? "checksum" : "hashed_checksum",
    hash: isHash ? checksum : hashValues([checksum]),
    contributes: true,
    hint: "the event brought its own checksum",
    component: null,
    fingerprint: null,
  };
}

/** `system` last, so that what it shares with others does not decide before the rest has been asked. */
function hashesOf(variants: readonly GroupingVariant[]): readonly string[] {
  const hashes = new Set<string>();
  for (const { name, hash } of variants) if (hash !== null && name !== "system") hashes.add(hash);
  for (const { name, hash } of variants) if (hash !== null && name === "system") hashes.add(hash);
  return [...hashes];
}
