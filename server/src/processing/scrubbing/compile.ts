import type { ScrubbingSettings } from "../../project-settings/project-settings.ts";
import { parsePiiConfig, type Application } from "./pii-config.ts";
import { builtInRules, filteredText, type Rule } from "./rule.ts";

/** A project's rules, ready to be used. */
export interface Scrubbing {
  /** Of people's own, in order. */
  readonly applications: readonly Application[];
  /** For texts and values of any name. */
  readonly builtIn: readonly Rule[];
  /** For texts that people read. */
  readonly parts: readonly Rule[];
  /** For addresses, in whose paths a word like "password" is no secret. */
  readonly credentials: readonly Rule[];
  /** A cheap look: a text in which it finds nothing needs no look by any of the built-in rules. */
  readonly suspicious: RegExp;
  /** Names whose values go, whatever they hold. */
  readonly sensitiveName: ((name: string) => boolean) | undefined;
  /** Lower-case names whose values are left alone. */
  readonly safeNames: ReadonlySet<string>;
  readonly cookies: boolean;
  readonly ipAddresses: boolean;
}

const compiled = new WeakMap<ScrubbingSettings, Scrubbing | "nothing">();

/** Undefined where there is nothing to do. */
export function scrubbingOf(settings: ScrubbingSettings): Scrubbing | undefined {
  let known = compiled.get(settings);
  if (known === undefined) compiled.set(settings, (known = compile(settings)));
  return known === "nothing" ? undefined : known;
}

/** What the finders need to see before one of them can find anything, and the words by which the password rule goes. */
const signs = [
  "password|secret|passwd|api_key|apikey|auth|credentials|mysql_pwd|privatekey|private_key|token|otp|two[-_]factor",
  String.raw`\d[- ]?\d{3}[- ]?\d|\d{3}-\d\d`,
  String.raw`[a-z]{2}\d\d`,
  "-----BEGIN",
  String.raw`//[^/\s?#@]*@`,
  String.raw`/home/|[\\/]users[\\/]|documents and settings`,
];

function compile(settings: ScrubbingSettings): Scrubbing | "nothing" {
  const { enabled, defaults, ipAddresses } = settings;
  const applications = settings.advanced.flatMap((text) => {
    const parsed = parsePiiConfig(text);
    // It was checked when it was saved.
    return "problem" in parsed ? [] : parsed.applications;
  });
  const usual = enabled && defaults ? (builtInRules("@common:filter") ?? []) : [];
  const fields = enabled ? settings.sensitiveFields.map((field) => field.trim()).filter((field) => field !== "") : [];
  const own = fields.length === 0 ? undefined : new RegExp(fields.map(literally).join("|"), "i");
  const strip: readonly Rule[] =
    own === undefined ? [] : [{ id: "strip-fields", target: { kind: "named", pattern: own }, redaction: { method: "replace", text: filteredText } }];
  const ips: readonly Rule[] = ipAddresses ? (builtInRules("@ip:replace") ?? []) : [];
  const builtIn = [...usual, ...strip, ...ips];
  if (builtIn.length === 0 && applications.length === 0) return "nothing";
  const readable = enabled && defaults ? ["@email", "@creditcard", "@iban", "@usssn:replace", "@bearer"].flatMap((name) => builtInRules(name) ?? []) : [];
  const seen = [...(usual.length > 0 ? signs : []), ...fields.map(literally), ...(ipAddresses ? [String.raw`\d\.\d|[\da-f]*::?[\da-f]`] : [])];
  return {
    applications,
    builtIn,
    parts: [...readable, ...ips],
    credentials: usual.filter(({ id }) => id.startsWith("@urlauth")),
    suspicious: new RegExp(seen.length === 0 ? "(?!)" : seen.join("|"), "i"),
    sensitiveName: sensitiveNames(builtIn),
    safeNames: new Set(enabled ? settings.safeFields.map((field) => field.trim().toLowerCase()) : []),
    cookies: usual.length > 0,
    ipAddresses,
  };
}

const maxNames = 5000;

/** The same names come again with every event; looking one up costs a tenth of matching it. */
function sensitiveNames(rules: readonly Rule[]): Scrubbing["sensitiveName"] {
  const patterns = rules.flatMap(({ target }) => (target.kind === "named" ? [target.pattern] : []));
  if (patterns.length === 0) return undefined;
  let known = new Map<string, boolean>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    if (known.size >= maxNames) known = new Map();
    const sensitive = patterns.some((pattern) => pattern.test(name));
    if (name.length <= 100) known.set(name, sensitive);
    return sensitive;
  };
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
