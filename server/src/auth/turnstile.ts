/** Lets few through at a time and keeps a short line; whoever comes when the line is full is turned away. */
export interface Turnstile {
  /** Undefined: the line is full and `work` was not started. */
  pass<T>(work: () => Promise<T>): Promise<T | undefined>;
}

export function createTurnstile({ atOnce, waiting }: { readonly atOnce: number; readonly waiting: number }): Turnstile {
  const line: (() => void)[] = [];
  let inside = 0;
  return {
    async pass(work) {
      if (inside >= atOnce) {
        if (line.length >= waiting) return undefined;
        await new Promise<void>((resolve) => line.push(resolve));
      } else inside += 1;
      try {
        return await work();
      } finally {
        // Whoever is next takes the place over.
        const next = line.shift();
        if (next === undefined) inside -= 1;
        else next();
      }
    },
  };
}
