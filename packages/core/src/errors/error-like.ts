/** Reads a property of a foreign object: a throwing getter or proxy reads as undefined. */
export function readProperty(object: object, key: string): unknown {
  try {
    return Reflect.get(object, key);
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** `instanceof` asks proxies too, and those may throw. */
export function isInstance<T>(value: unknown, constructor: abstract new (...args: never[]) => T): value is T {
  try {
    return value instanceof constructor;
  } catch {
    return false;
  }
}

/** What can be relied on in something that passes for an error; read the rest with `readProperty`. */
export interface ErrorLike {
  readonly message: unknown;
}

/** Errors of this realm and of others (`vm`, iframes), and DOM exceptions, which browsers do not derive from Error. */
export function errorLike(value: unknown): value is ErrorLike {
  if (typeof value !== "object" || value === null) return false;
  try {
    if (value instanceof Error) return true;
    const tag = Object.prototype.toString.call(value);
    return tag === "[object Error]" || tag === "[object DOMException]" || tag === "[object Exception]";
  } catch {
    return false;
  }
}

const toText: (value: unknown) => string = String;

/** Never throws: `toString`, `Symbol.toPrimitive` and proxies are the caller's. */
export function describeValue(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    return toText(value);
  } catch {
    return "[unreadable]";
  }
}
