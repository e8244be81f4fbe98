import type { Exception, NormalizedEvent, Stacktrace } from "../../normalize/event.ts";
import type { Grouping, GroupingComponent, GroupingVariant } from "../grouping.ts";
import { branch, contributing, hashValues, leaf, switchedOff } from "../hash.ts";
import { fingerprintKind, isDefaultVariable, resolveEntry } from "./fingerprint.ts";
import { normalizeMessage } from "./parameterize.ts";
import { stackVariants, type Variants } from "./stack.ts";

type Named = readonly [name: "app" | "system" | "default", component: GroupingComponent];

const fallbackHash = hashValues([]);

/**
 * The first algorithm: checksum, client fingerprint, then the first of exceptions, threads, stack trace, template and
 * message that has something to say (`grouping.md` §1). Without server-side rules, exception groups and native function
 * trimming.
 */
export function groupV0(event: NormalizedEvent): Grouping {
  const { checksum, fingerprint } = event;
  if (checksum !== undefined) return result([checksumVariant(checksum)]);
  const strategy = firstContributing(event);
  const kind = fingerprintKind(fingerprint);
  if (kind === "custom" && fingerprint !== undefined) {
    const entries = fingerprint.map((entry) => resolveEntry(entry, event));
    const custom: GroupingVariant = {
      name: "custom_client_fingerprint",
      hash: hashValues(entries),
      contributes: true,
      hint: null,
      component: null,
      fingerprint: entries,
    };
    return result([custom, ...strategy.map(([name, component]) => variant([name, switchedOff(component, "custom fingerprint takes precedence")]))]);
  }
  const salt = kind === "hybrid" && fingerprint !== undefined ? fingerprint : null;
  const variants = withoutTwin(strategy.map((named) => variant(named, salt === null ? null : (values) => salted(salt, values, event), salt)));
  if (variants.some(({ contributes }) => contributes)) return result(variants);
  const hash = salt === null ? fallbackHash : hashValues(salted(salt, [], event));
  return result([
    ...variants,
    { name: "fallback", hash, contributes: true, hint: "nothing in the event can be grouped by", component: null, fingerprint: salt },
  ]);
}

function result(variants: readonly GroupingVariant[]): Grouping {
  const hashes = variants.flatMap(({ hash }) => (hash === null ? [] : [hash]));
  return { version: "v0", hashes: [...new Set(hashes)], variants };
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

function variant(
  [name, component]: Named,
  salt: ((values: readonly string[]) => readonly string[]) | null = null,
  fingerprint: readonly string[] | null = null,
): GroupingVariant {
  const { contributes, hint } = component;
  if (!contributes) return { name, hash: null, contributes, hint, component, fingerprint };
  const values = contributing(component);
  return { name, hash: hashValues(salt === null ? values : salt(values)), contributes, hint, component, fingerprint };
}

/** `{{ default }}` stands for the variant's own values. */
function salted(fingerprint: readonly string[], values: readonly string[], event: NormalizedEvent): string[] {
  return fingerprint.flatMap((entry) => (isDefaultVariable(entry) ? values : [resolveEntry(entry, event)]));
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

const strategies: readonly ((event: NormalizedEvent) => readonly Named[])[] = [
  exceptionStrategy,
  threadStrategy,
  stacktraceStrategy,
  templateStrategy,
  messageStrategy,
];

/** The variants of the first strategy with one that counts; of the last one with any variants if there is none. */
function firstContributing(event: NormalizedEvent): readonly Named[] {
  let shown: readonly Named[] = [];
  for (const strategy of strategies) {
    const variants = strategy(event);
    if (variants.some(([, component]) => component.contributes)) return variants;
    if (variants.length > 0) shown = variants;
  }
  return shown;
}

function exceptionStrategy(event: NormalizedEvent): readonly Named[] {
  const exceptions = event.exception?.values.filter((exception) => exception !== null) ?? [];
  if (exceptions.length === 0) return [];
  const stacks = exceptions.map((exception) => stackVariants(exception.stacktrace, event.platform));
  const hasStack = exceptions.some(({ stacktrace }) => stacktrace !== undefined);
  return preferStacks(
    ["app", chain(exceptions, stacks, "app")],
    hasStack ? ["system", chain(exceptions, stacks, "system")] : undefined,
    stacks.some(({ app }) => app.contributes),
    stacks.some(({ system }) => system.contributes),
  );
}

function chain(exceptions: readonly Exception[], stacks: readonly Variants[], name: "app" | "system"): GroupingComponent {
  const parts = exceptions.map((exception, i) => exceptionComponent(exception, stacks[i]?.[name]));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : branch("chained_exception", parts);
}

/** Type, value, stack; the value only where the stack says nothing (`grouping.md` §6.4). */
function exceptionComponent(exception: Exception, stack: GroupingComponent | undefined): GroupingComponent {
  const synthetic = exception.mechanism?.synthetic === true;
  const value = exception.value === undefined || exception.value === "" ? undefined : exception.value;
  const type = leaf("type", exception.type, synthetic ? "ignored because exception is synthetic" : null);
  if (stack?.contributes === true) {
    // Parameterizing is the dearest step, and here its result would not count.
    return branch("exception", [type, leaf("value", value, "ignored because stacktrace takes precedence"), stack]);
  }
  const normalized = value === undefined ? undefined : normalizeMessage(value);
  const text = leaf("value", normalized, null, normalized === value ? null : "stripped event-specific values");
  return branch("exception", stack === undefined ? [type, text] : [type, text, stack]);
}

/** Where one variant has a stack that counts, a variant without one is off: library code groups by its whole stack (`grouping.md` §6.3). */
function preferStacks(app: Named, system: Named | undefined, appHasStack: boolean, systemHasStack: boolean): readonly Named[] {
  if (system === undefined) return [app];
  if (appHasStack === systemHasStack) return [app, system];
  const off = (named: Named): Named => [
    named[0],
    switchedOff(named[1], "ignored because this variant does not have a contributing stacktrace, but the other one does"),
  ];
  return [appHasStack ? app : off(app), systemHasStack ? system : off(system)];
}

function threadStrategy(event: NormalizedEvent): readonly Named[] {
  const threads = event.threads?.values.filter((thread) => thread !== null) ?? [];
  const crashed = threads.filter((thread) => thread.crashed === true);
  const current = threads.filter((thread) => thread.current === true);
  const chosen = crashed.length === 1 ? crashed[0] : current.length === 1 ? current[0] : threads.length === 1 ? threads[0] : undefined;
  return chosen?.stacktrace === undefined ? [] : ofStack("threads", chosen.stacktrace, event.platform);
}

function stacktraceStrategy(event: NormalizedEvent): readonly Named[] {
  return event.stacktrace === undefined ? [] : ofStack(null, event.stacktrace, event.platform);
}

function ofStack(wrapper: string | null, stack: Stacktrace, platform: string): readonly Named[] {
  const { app, system } = stackVariants(stack, platform);
  const wrapped = (component: GroupingComponent): GroupingComponent =>
    wrapper === null ? component : branch(wrapper, [component], component.contributes ? null : component.hint);
  return preferStacks(["app", wrapped(app)], ["system", wrapped(system)], app.contributes, system.contributes);
}

function templateStrategy(event: NormalizedEvent): readonly Named[] {
  const { template } = event;
  return template === undefined ? [] : [["default", branch("template", [leaf("filename", template.filename), leaf("context_line", template.context_line)])]];
}

/** The template of a message groups better than what became of it (`grouping.md` §6.9). */
function messageStrategy(event: NormalizedEvent): readonly Named[] {
  const text = event.logentry?.message ?? event.logentry?.formatted;
  if (text === undefined) return [];
  const normalized = normalizeMessage(text);
  return [["default", leaf("message", normalized, null, normalized === text ? null : "stripped event-specific values")]];
}
