import type { Thread } from "../../normalize/event.ts";
import type { GroupingComponent } from "../grouping.ts";
import { branch, leaf, switchedOff } from "../hash.ts";
import { normalizeMessage } from "../text/parameterize.ts";
import { exceptionStrategy } from "./exceptions.ts";
import { securityStrategy } from "./security.ts";
import { stackVariants, type PreparedStack } from "./stack.ts";
import { preferStacks, type Considered, type Named, type Subject } from "./strategy.ts";

/** By precedence (`grouping.md` §2): the first with something that counts decides. */
const strategies = {
  exception: exceptionStrategy,
  threads: threadStrategy,
  stacktrace: stacktraceStrategy,
  template: templateStrategy,
  "security report": securityStrategy,
  message: messageStrategy,
} satisfies Record<string, (subject: Subject) => Considered>;

/** The variants of the deciding strategy. What others would have looked at is named, but not worked out. */
export function firstContributing(subject: Subject): Considered {
  let undecided: readonly Named[] = [];
  for (const [name, strategy] of Object.entries(strategies)) {
    const considered = strategy(subject);
    if (considered.variants.some(([, component]) => component.contributes)) {
      const silent = undecided.filter(([variant]) => !considered.variants.some(([taken]) => taken === variant));
      return { ...considered, variants: [...considered.variants, ...silent, ...overruled(subject, name, considered.variants)] };
    }
    undecided = [...undecided.filter(([variant]) => !considered.variants.some(([taken]) => taken === variant)), ...considered.variants];
  }
  return { variants: undecided };
}

/** A message beside an exception is what people look for in an explanation. */
function overruled({ event }: Subject, by: string, taken: readonly Named[]): readonly Named[] {
  const text = event.logentry?.message ?? event.logentry?.formatted;
  if (by === "message" || text === undefined || taken.some(([name]) => name === "default")) return [];
  return [["default", switchedOff(leaf("message", text), `${by} takes precedence`)]];
}

/** The one that crashed, else the current one, else the only one (`grouping.md` §6.7). */
function threadStrategy(subject: Subject): Considered {
  const threads = subject.event.threads?.values.filter((thread) => thread !== null) ?? [];
  if (threads.length === 0) return { variants: [] };
  const chosen = single(threads.filter((thread) => thread.crashed === true)) ?? single(threads.filter((thread) => thread.current === true)) ?? single(threads);
  if (chosen === undefined) {
    const hint = `ignored because does not contain exactly one crashing, one current or just one thread, instead contains ${threads.length} threads`;
    return { variants: [["app", switchedOff(branch("threads", []), hint)]] };
  }
  const stack = subject.prepared(chosen.stacktrace);
  if (stack === undefined) return { variants: [["app", switchedOff(branch("threads", []), "thread has no stacktrace")]] };
  return ofStack(stack, subject, (component) => branch("threads", [component], component.contributes ? null : component.hint));
}

function single(threads: readonly Thread[]): Thread | undefined {
  return threads.length === 1 ? threads[0] : undefined;
}

function stacktraceStrategy(subject: Subject): Considered {
  const stack = subject.prepared(subject.event.stacktrace);
  return stack === undefined ? { variants: [] } : ofStack(stack, subject, (component) => component);
}

function ofStack(stack: PreparedStack, { tools }: Subject, wrapped: (component: GroupingComponent) => GroupingComponent): Considered {
  const { app, system } = stackVariants(stack, tools);
  return { variants: preferStacks(["app", wrapped(app)], ["system", wrapped(system)], app.contributes, system.contributes) };
}

function templateStrategy({ event: { template } }: Subject): Considered {
  if (template === undefined) return { variants: [] };
  return { variants: [["default", branch("template", [leaf("filename", template.filename), leaf("context_line", template.context_line)])]] };
}

/** The template of a message groups better than what became of it (`grouping.md` §6.9). */
function messageStrategy({ event }: Subject): Considered {
  const text = event.logentry?.message ?? event.logentry?.formatted;
  if (text === undefined) return { variants: [] };
  const normalized = normalizeMessage(text);
  return { variants: [["default", leaf("message", normalized, null, normalized === text ? null : "stripped event-specific values")]] };
}
