import type { RefusedItems } from "../ingest/refusal.ts";
import type { ItemOutcome } from "../pipeline/batch.ts";
import type { OutcomeDelta } from "../stores/state/port/outcomes.ts";

const hourMs = 3_600_000;
/** Of one second: a flood of refusals is counted in full, and so many of them can be looked up. */
const maxRows = 500;

export interface RefusedOutcomes {
  add(items: RefusedItems): void;
  /** Stores what was added since the last flush; keeps it for the next one if the store refuses. */
  flush(): Promise<void>;
}

/** Counts what ingest refuses before it reaches the log, so that a flood of refusals costs the stores one write a second. */
export function createRefusedOutcomes(deps: {
  readonly store: (totals: readonly OutcomeDelta[], rows: readonly ItemOutcome[]) => Promise<void>;
  readonly now: () => number;
}): RefusedOutcomes {
  let totals = new Map<string, OutcomeDelta>();
  let rows: ItemOutcome[] = [];
  const count = (delta: OutcomeDelta): void => {
    const { projectId, keyId, hour, category, outcome, reason } = delta;
    const name = JSON.stringify([projectId, keyId, hour, category, outcome, reason]);
    totals.set(name, { ...delta, quantity: delta.quantity + (totals.get(name)?.quantity ?? 0) });
  };
  return {
    add: ({ endpoint, detail, eventId, ...items }) => {
      const receivedAt = deps.now();
      count({ ...items, hour: Math.floor(receivedAt / hourMs) * hourMs });
      if (rows.length < maxRows) rows.push({ ...items, seq: 0, eventId, itemType: endpoint, receivedAt, detail });
    },
    flush: async () => {
      if (totals.size === 0) return;
      const storing = { totals: [...totals.values()], rows };
      totals = new Map();
      rows = [];
      try {
        await deps.store(storing.totals, storing.rows);
      } catch (error) {
        for (const delta of storing.totals) count(delta);
        rows = [...storing.rows, ...rows].slice(0, maxRows);
        throw error;
      }
    },
  };
}
