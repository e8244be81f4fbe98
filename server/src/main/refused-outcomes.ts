import type { OutcomeDelta } from "../stores/state/port.ts";

const hourMs = 3_600_000;

export interface RefusedOutcomes {
  add(items: Omit<OutcomeDelta, "hour">): void;
  /** Stores what was added since the last flush; keeps it for the next one if the store refuses. */
  flush(): Promise<void>;
}

/** Counts what ingest refuses before it reaches the log, so that a flood of refusals costs the stores one write a second. */
export function createRefusedOutcomes(deps: {
  readonly store: (totals: readonly OutcomeDelta[]) => Promise<void>;
  readonly now: () => number;
}): RefusedOutcomes {
  let totals = new Map<string, OutcomeDelta>();
  const add = (delta: OutcomeDelta): void => {
    const { projectId, keyId, hour, category, outcome, reason } = delta;
    const name = JSON.stringify([projectId, keyId, hour, category, outcome, reason]);
    totals.set(name, { ...delta, quantity: delta.quantity + (totals.get(name)?.quantity ?? 0) });
  };
  return {
    add: (items) => add({ ...items, hour: Math.floor(deps.now() / hourMs) * hourMs }),
    flush: async () => {
      if (totals.size === 0) return;
      const storing = [...totals.values()];
      totals = new Map();
      try {
        await deps.store(storing);
      } catch (error) {
        for (const delta of storing) add(delta);
        throw error;
      }
    },
  };
}
