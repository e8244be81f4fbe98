/** Replaces a method of one object. The returned function restores it, unless somebody else wrapped it meanwhile. */
export function patch<T extends object, K extends keyof T>(target: T, name: K, wrap: (original: T[K]) => T[K]): () => void {
  const original = target[name];
  const wrapped = wrap(original);
  target[name] = wrapped;
  return () => {
    if (target[name] === wrapped) target[name] = original;
  };
}

/** What we watch with must never disturb what we watch. */
export function quietly(action: () => void): void {
  try {
    action();
  } catch {
    // A breadcrumb less.
  }
}
