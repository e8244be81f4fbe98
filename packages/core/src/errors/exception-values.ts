import type { Exception, Mechanism, StackFrame } from "../event/event.ts";
import { describeValue, errorLike, isInstance, readProperty } from "./error-like.ts";

export interface ExceptionOptions {
  readonly parse: (stack: string) => StackFrame[];
  /** Errors followed through `cause` and `errors`, the captured one included. */
  readonly maxDepth: number;
  readonly mechanism?: Mechanism | undefined;
  /** Gives values that are not errors a stack: that of the capture call. */
  readonly synthetic?: Error | undefined;
}

/** Characters of a stack that are looked at. */
const MAX_STACK = 200_000;

interface Node {
  readonly value: unknown;
  readonly id: number;
  readonly parent?: number | undefined;
  readonly source?: string | undefined;
}

/**
 * The exceptions of an event: the captured value last, what caused it before it (`protocol.md` §9.3). `cause` chains and the members
 * of an AggregateError become a tree by `exception_id` and `parent_id`; a cycle ends where it would begin again.
 */
export function exceptionValues(error: unknown, options: ExceptionOptions): Exception[] {
  const nodes = collect(error, options.maxDepth);
  const related = nodes.length > 1;
  return nodes.map((node) => exceptionOf(node, related, options)).toReversed();
}

/** Depth first, as a reader follows it: an error, its cause chain, then each member with its own. */
function collect(root: unknown, maxDepth: number): Node[] {
  const nodes: Node[] = [];
  const seen = new Set<unknown>();
  const stack: Omit<Node, "id">[] = [{ value: root }];
  while (stack.length > 0 && nodes.length < maxDepth) {
    const next = stack.pop();
    if (!next || (typeof next.value === "object" && seen.has(next.value))) continue;
    seen.add(next.value);
    const node = { ...next, id: nodes.length };
    nodes.push(node);
    if (!errorLike(node.value)) continue;
    const members = readProperty(node.value, "errors");
    const children = Array.isArray(members) ? members.map((value: unknown, index) => ({ value, parent: node.id, source: `errors[${index}]` })) : [];
    const cause = readProperty(node.value, "cause");
    if (errorLike(cause)) children.unshift({ value: cause, parent: node.id, source: "cause" });
    stack.push(...children.filter((child) => errorLike(child.value)).toReversed());
  }
  return nodes;
}

function exceptionOf(node: Node, related: boolean, options: ExceptionOptions): Exception {
  const { type, value, frames } = errorLike(node.value) ? errorFacts(node.value, options) : valueFacts(node.value, options);
  const mechanism = mechanismOf(node, related, options);
  return { type, value, ...(mechanism ? { mechanism } : {}), ...(frames.length > 0 ? { stacktrace: { frames } } : {}) };
}

function errorFacts(error: object, { parse, synthetic }: ExceptionOptions): { type: string; value: string; frames: StackFrame[] } {
  const name = readProperty(error, "name");
  const message = readProperty(error, "message");
  const given = readProperty(error, "stack");
  // Frames are at the end; a message of any length may stand before them.
  const stack = typeof given === "string" ? given.slice(-MAX_STACK) : undefined;
  const value = describeValue(message);
  const type = typeof name === "string" && name !== "" && name !== "Error" ? name : (constructorName(error) ?? "Error");
  const text = stack !== undefined ? withoutMessage(stack, value) : synthetic?.stack;
  return { type, value, frames: text === undefined ? [] : parse(text) };
}

/** A message may hold lines that look like frames; the stack begins after it. */
function withoutMessage(stack: string, message: string): string {
  const at = message === "" ? -1 : stack.indexOf(message);
  return at >= 0 && at < 256 ? stack.slice(at + message.length) : stack;
}

/** The class of an error that kept the name `Error`, unless it was shortened by a minifier. */
function constructorName(error: object): string | undefined {
  const constructor = readProperty(error, "constructor");
  return typeof constructor === "function" && constructor.name.length > 2 ? constructor.name : undefined;
}

function valueFacts(value: unknown, { parse, synthetic }: ExceptionOptions): { type: string; value: string; frames: StackFrame[] } {
  const type = isDomEvent(value) ? value.constructor.name : "Error";
  return { type, value: describeThrown(value), frames: synthetic?.stack ? parse(synthetic.stack) : [] };
}

const isDomEvent = (value: unknown): value is globalThis.Event => isInstance(value, globalThis.Event);

function describeThrown(value: unknown): string {
  if (typeof value !== "object" || value === null) return describeValue(value);
  if (isDomEvent(value)) return `Event \`${value.constructor.name}\` (type=${value.type}) captured as exception`;
  return `Object captured as exception with keys: ${keysOf(value)}`;
}

function keysOf(value: object): string {
  try {
    return Object.keys(value).sort().slice(0, 40).join(", ") || "[object has no keys]";
  } catch {
    return "[unreadable]";
  }
}

function mechanismOf(node: Node, related: boolean, { mechanism }: ExceptionOptions): Mechanism | undefined {
  const base: Mechanism = { type: "generic", handled: true, ...mechanism };
  if (node.id === 0 && !errorLike(node.value)) base.synthetic = true;
  if (!related) return base;
  const group = errorLike(node.value) && Array.isArray(readProperty(node.value, "errors")) ? { is_exception_group: true } : {};
  if (node.id === 0) return { ...base, exception_id: 0, ...group };
  return { type: "chained", handled: base.handled, source: node.source, exception_id: node.id, parent_id: node.parent, ...group };
}
