/** Listens to events of the page before its own listeners. Returns how to stop. Where `errors.ts` leads it is written out: smaller there. */
export function listen(types: readonly string[], listener: (event: Event) => void): () => void {
  const abort = new AbortController();
  for (const type of types) addEventListener(type, listener, { capture: true, passive: true, signal: abort.signal });
  return () => abort.abort();
}
