import { describeValue, isObject } from "../errors/error-like.ts";

/** What a synchronous hook makes of a value; or, as text, why nothing is left of it. */
export function askHook<T extends object>(name: string, hook: ((value: T) => T | null) | undefined, value: T): T | string {
  if (!hook) return value;
  try {
    const given = hook(value);
    if (isObject(given) && !("then" in given)) return given;
    return `${name} returned ${isObject(given) ? "a promise" : describeValue(given)}`;
  } catch (error) {
    return `${name} threw: ${describeValue(error)}`;
  }
}
