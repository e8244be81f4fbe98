import type { Event } from "../event/event.ts";
import { describeValue, errorLike, readProperty } from "./error-like.ts";

type ErrorClass = abstract new (...args: never[]) => object;

/**
 * One way to name errors that must not be reported: a string (the exact type name, or a part of the message), a pattern for
 * `Type: message`, a class, or a predicate. Each looks along the whole cause chain.
 */
export type IgnoreError = string | RegExp | ErrorClass | ((error: unknown) => boolean);

/** The rule that matches, described for the debug output; undefined when the event may pass. */
export function matchingIgnoreRule(rules: readonly IgnoreError[], event: Event, error: unknown): string | undefined {
  if (rules.length === 0) return undefined;
  const chain = errorChain(error);
  const texts = textsOf(event);
  const match = rules.find((rule) => matches(rule, chain, texts));
  return match === undefined ? undefined : describeRule(match);
}

interface ErrorText {
  readonly type: string;
  readonly value: string;
}

function matches(rule: IgnoreError, chain: readonly unknown[], texts: readonly ErrorText[]): boolean {
  if (typeof rule === "string")
    return rule !== "" && texts.some(({ type, value }) => type === rule || value.includes(rule) || `${type}: ${value}`.includes(rule));
  if (rule instanceof RegExp) return texts.some(({ type, value }) => search(rule, value) || search(rule, `${type}: ${value}`));
  if (isErrorClass(rule)) return chain.some((error) => error instanceof rule);
  return chain.some((error) => rule(error));
}

/** `test` of a global or sticky pattern remembers where it stopped. */
function search(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}

/** A class has a prototype that cannot be replaced; a function written as a predicate has a writable one or none. */
function isErrorClass(rule: ErrorClass | ((error: unknown) => boolean)): rule is ErrorClass {
  const prototype = Object.getOwnPropertyDescriptor(rule, "prototype");
  if (prototype === undefined) return false;
  return prototype.writable === false || prototype.value instanceof Error;
}

function errorChain(error: unknown): unknown[] {
  const chain: unknown[] = [error];
  for (let index = 0; index < chain.length && chain.length < 50; index++) {
    const link = chain[index];
    if (!errorLike(link)) continue;
    const members = readProperty(link, "errors");
    for (const next of [readProperty(link, "cause"), ...(Array.isArray(members) ? members : [])])
      if (errorLike(next) && !chain.includes(next)) chain.push(next);
  }
  return chain;
}

function textsOf(event: Event): ErrorText[] {
  const texts = (event.exception?.values ?? []).map(({ type = "", value = "" }) => ({ type, value }));
  const message = event.message ?? event.logentry?.formatted ?? event.logentry?.message;
  return message === undefined ? texts : [...texts, { type: "", value: describeValue(message) }];
}

function describeRule(rule: IgnoreError): string {
  if (typeof rule === "function") return rule.name || "predicate";
  return String(rule);
}
