import type { Exception, NormalizedEvent, Stacktrace, Thread } from "../../normalize/event.ts";
import type { ExceptionView } from "../stack-rules/compile-stack-rule.ts";
import { prepareStack, rewrittenStack, type PreparedStack, type StackTools } from "./stack.ts";

export interface PreparedEvent {
  /** With trimmed functions and in-app decided; the very event if that changed nothing. */
  readonly event: NormalizedEvent;
  readonly prepared: (stack: Stacktrace | undefined) => PreparedStack | undefined;
}

/** Trims functions and decides what is in-app in all stack traces of an event (`grouping.md` §1, step 3). */
export function prepareEvent(event: NormalizedEvent, tools: StackTools): PreparedEvent {
  const stacks = new Map<Stacktrace, PreparedStack>();
  const rewrite = (stack: Stacktrace, exception?: Exception): Stacktrace => {
    const prepared = prepareStack(stack, event.platform, exception === undefined ? undefined : exceptionView(exception), tools);
    const rewritten = rewrittenStack(stack, prepared);
    stacks.set(rewritten, prepared);
    return rewritten;
  };
  const exception = mapValues(event.exception, (each: Exception) => withStack(each, rewrite));
  const threads = mapValues(event.threads, (each: Thread) => withStack(each, (stack) => rewrite(stack)));
  const stacktrace = event.stacktrace === undefined ? undefined : rewrite(event.stacktrace);
  const changed = exception !== event.exception || threads !== event.threads || stacktrace !== event.stacktrace;
  return {
    event: changed
      ? { ...event, ...(exception !== undefined && { exception }), ...(threads !== undefined && { threads }), ...(stacktrace !== undefined && { stacktrace }) }
      : event,
    prepared: (stack) => (stack === undefined ? undefined : stacks.get(stack)),
  };
}

function exceptionView({ type, value, mechanism }: Exception): ExceptionView {
  return { type, value, mechanism: mechanism?.type };
}

function withStack<T extends { readonly stacktrace?: Stacktrace }>(owner: T, rewrite: (stack: Stacktrace, owner: T) => Stacktrace): T {
  if (owner.stacktrace === undefined) return owner;
  const stacktrace = rewrite(owner.stacktrace, owner);
  return stacktrace === owner.stacktrace ? owner : { ...owner, stacktrace };
}

interface List<T> {
  readonly values: readonly (T | null)[];
}

function mapValues<T, L extends List<T>>(list: L | undefined, map: (value: T) => T): L | undefined {
  if (list === undefined) return undefined;
  let changed = false;
  const values = list.values.map((value) => {
    const mapped = value === null ? null : map(value);
    changed ||= mapped !== value;
    return mapped;
  });
  return changed ? { ...list, values } : list;
}
