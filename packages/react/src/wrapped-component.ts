import type { ComponentType } from "react";

/** What React or the language itself reads from a component. */
const OWN = new Set("length name prototype caller callee arguments arity displayName defaultProps propTypes contextType contextTypes childContextTypes getDefaultProps getDerivedStateFromError getDerivedStateFromProps mixins type $$typeof render compare".split(" ")); // prettier-ignore

export const nameOf = <P>({ displayName, name }: ComponentType<P>): string => displayName ?? (name || "unknown");

/** Gives the outer component what the application keeps on the inner one, such as a loader of its data. */
export function hoistStatics<T extends object>(outer: T, inner: object): T {
  for (const key of Reflect.ownKeys(inner)) {
    const described = typeof key === "string" && OWN.has(key) ? undefined : Object.getOwnPropertyDescriptor(inner, key);
    if (described) Reflect.defineProperty(outer, key, described);
  }
  return outer;
}
