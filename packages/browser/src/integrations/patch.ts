/**
 * Replaces a method of one object, if there is one and it can be replaced. The returned function restores it; if somebody else has wrapped it
 * meanwhile it stays, and does nothing.
 */
export function patch<T extends object, K extends keyof T>(target: T, name: K, wrap: (original: T[K]) => (...args: never[]) => unknown): () => void {
  const original = target[name];
  if (typeof original !== "function") return () => undefined;
  const watching = wrap(original);
  let live = true;
  const wrapped = function (this: unknown, ...args: unknown[]): unknown {
    return Reflect.apply(live ? watching : original, this, args);
  };
  Reflect.set(target, name, wrapped);
  return () => {
    live = false;
    if (Reflect.get(target, name) === wrapped) target[name] = original;
  };
}

/** Listens to the page, if asked before its own listeners. Returns how to stop. */
export function on<K extends keyof WindowEventMap>(type: K, listener: (event: WindowEventMap[K]) => void, capture = false): () => void {
  addEventListener(type, listener, capture);
  return () => removeEventListener(type, listener, capture);
}

/** One way to stop many. */
export const together = (stops: readonly (() => void)[]) => (): void => {
  for (const stop of stops) stop();
};

/** What we watch with must never disturb what we watch. */
export function quietly(action: () => void): void {
  try {
    action();
  } catch {
    // A breadcrumb less.
  }
}
