import type { Exception } from "../../normalize/event.ts";
import type { GroupingComponent } from "../grouping.ts";
import { branch, leaf } from "../hash.ts";
import { normalizeMessage } from "../text/parameterize.ts";
import type { ConfigTraits } from "./config-traits.ts";
import { relevantExceptions } from "./exception-group.ts";
import { stackVariants } from "./stack.ts";
import { preferStacks, type Considered, type Subject } from "./strategy.ts";

/** One exception in both variants; `system` only where there is a stack trace at all (`grouping.md` §6.4). */
export interface ExceptionVariants {
  readonly app: GroupingComponent;
  readonly system: GroupingComponent | undefined;
  readonly appHasStack: boolean;
  readonly systemHasStack: boolean;
}

/** All exceptions of the chain, innermost first, or those of a group that tell it apart. */
export function exceptionStrategy(subject: Subject): Considered {
  const { event } = subject;
  const all = event.exception?.values.filter((exception) => exception !== null) ?? [];
  if (all.length === 0) return { variants: [] };
  const parts = new Map(all.map((exception) => [exception, exceptionVariants(exception, subject)]));
  const { exceptions, mainExceptionId } = relevantExceptions(event, all, (exception) => parts.get(exception));
  const chosen = exceptions.flatMap((exception) => parts.get(exception) ?? []);
  const system = chosen.flatMap((each) => each.system ?? []);
  const variants = preferStacks(
    ["app", chain(chosen.map(({ app }) => app))],
    system.length === 0 ? undefined : ["system", chain(system)],
    chosen.some(({ appHasStack }) => appHasStack),
    chosen.some(({ systemHasStack }) => systemHasStack),
  );
  return mainExceptionId === undefined ? { variants } : { variants, mainExceptionId };
}

function chain(parts: readonly GroupingComponent[]): GroupingComponent {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : branch("chained_exception", parts);
}

function exceptionVariants(exception: Exception, subject: Subject): ExceptionVariants {
  const stack = subject.prepared(exception.stacktrace);
  if (stack === undefined)
    return { app: exceptionComponent(exception, undefined, subject.tools.traits), system: undefined, appHasStack: false, systemHasStack: false };
  const { app, system } = stackVariants(stack, subject.tools);
  return {
    app: exceptionComponent(exception, app, subject.tools.traits),
    system: exceptionComponent(exception, system, subject.tools.traits),
    appHasStack: app.contributes,
    systemHasStack: system.contributes,
  };
}

/** Type, value, the platform's own error code, stack; the value only where nothing better counts. */
function exceptionComponent(exception: Exception, stack: GroupingComponent | undefined, { exceptionOrder }: ConfigTraits): GroupingComponent {
  const synthetic = exception.mechanism?.synthetic === true;
  const type = leaf("type", exception.type, synthetic ? "ignored because exception is synthetic" : null);
  const nsError = nsErrorComponent(exception);
  const value = valueComponent(exception, nsError, stack);
  const codes = nsError === undefined ? [] : [nsError];
  const stacks = stack === undefined ? [] : [stack];
  const parts = exceptionOrder === "type, value, stack" ? [type, value, ...codes, ...stacks] : [...stacks, type, ...codes, value];
  return branch("exception", parts);
}

function valueComponent({ value }: Exception, nsError: GroupingComponent | undefined, stack: GroupingComponent | undefined): GroupingComponent {
  // Parameterizing is the dearest step, and in these cases its result would not count.
  if (stack?.contributes === true) return leaf("value", value, "ignored because stacktrace takes precedence");
  if (nsError?.contributes === true) return leaf("value", value, "ignored because ns-error info takes precedence");
  const normalized = value === undefined ? undefined : normalizeMessage(value);
  return leaf("value", normalized, null, normalized === value ? null : "stripped event-specific values");
}

/** Cocoa: domain and code say what went wrong, the text is for people. */
function nsErrorComponent({ mechanism }: Exception): GroupingComponent | undefined {
  const nsError = mechanism?.meta?.["ns_error"];
  if (typeof nsError !== "object" || nsError === null || !("domain" in nsError || "code" in nsError)) return undefined;
  const { domain, code } = { domain: undefined, code: undefined, ...nsError };
  return branch("ns_error", [leaf("domain", textOf(domain)), leaf("code", textOf(code))]);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
}
